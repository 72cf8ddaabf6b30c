package io.github.keycloakassume.core.keycloak;

import java.util.Optional;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;

/**
 * The content of a signed token whose signature nothing has looked at. Anyone may have written it, so any text is something
 * or nothing and never an error: {@link JWSInput} gives null for the payload {@code null}. What counts as a token is for
 * {@link JWSInput} alone to say, by which Keycloak reads them: whatever it takes is read here, too.
 */
public final class UnverifiedJwt {

    private static final char SEPARATOR = '.';

    private UnverifiedJwt() {}

    /** What it says, empty where the text is no signed token with an object of that type in it. */
    public static <T> Optional<T> read(String encoded, Class<T> type) {
        // Most values of a form are no token: that costs no exception.
        if (encoded.indexOf(SEPARATOR) < 0) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(new JWSInput(encoded).readJsonContent(type));
        } catch (JWSInputException e) {
            return Optional.empty();
        }
    }
}
