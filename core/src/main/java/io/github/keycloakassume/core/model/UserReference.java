package io.github.keycloakassume.core.model;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller calls a user by: an id, a username or an e-mail address. It means a user only when it is the very same text:
 * databases and directories also find what is merely similar (other accents, other case, blanks at the end).
 *
 * @param text without blanks around it
 */
public record UserReference(String text) {

    /** The longest id, username or e-mail address that Keycloak has a column for. */
    public static final int LONGEST = 255;

    public UserReference {
        if (!canBeStored(text)) {
            throw new IllegalArgumentException("no user can be called by this");
        }
    }

    /** What is written there, empty when no user can be called that: nothing, too long, control characters, half characters. */
    public static Optional<UserReference> of(@Nullable String written) {
        return Optional.ofNullable(written)
                .map(String::strip)
                .filter(UserReference::canBeStored)
                .map(UserReference::new);
    }

    /** An id is what it is: nothing about it is folded. */
    public boolean isId(String id) {
        return text.equals(id);
    }

    /** Whether that is the username or the e-mail address of a user; Keycloak keeps both in lower case. */
    public boolean isName(@Nullable String usernameOrEmail) {
        return usernameOrEmail != null && folded().equals(usernameOrEmail.toLowerCase(Locale.ROOT));
    }

    /** As Keycloak keeps usernames and e-mail addresses ({@code KeycloakModelUtils.toLowerCaseSafe}). */
    public String folded() {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean canBeStored(String text) {
        return !text.isBlank() && text.equals(text.strip()) && IdText.canBeStored(text);
    }
}
