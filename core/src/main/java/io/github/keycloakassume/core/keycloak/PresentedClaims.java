package io.github.keycloakassume.core.keycloak;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.github.keycloakassume.core.model.ActingClaims;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.Token;
import org.keycloak.TokenCategory;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.util.JsonSerialization;

/**
 * What a token says, member by member and of whatever type. Mappers write members of other types than Keycloak's token classes
 * have, and such a class could not be read at all: to its reader the token would be none, though a receiver that reads
 * another class takes it.
 */
public final class PresentedClaims implements Token {

    /** Of logout tokens and other security events (OpenID Connect Back-Channel Logout section 2.4, RFC 8417 section 2.2). */
    private static final String EVENTS = "events";

    /** Of permission tokens (UMA): what they permit. */
    private static final String PERMISSIONS = "authorization";

    private static final String TYPE = "typ";

    private static final String LOGOUT = "Logout";

    private final Map<String, @Nullable Object> members = new HashMap<>();

    @JsonAnySetter
    void member(String name, @Nullable Object value) {
        members.put(name, value);
    }

    @Override
    public TokenCategory getCategory() {
        return TokenCategory.INTERNAL;
    }

    /** What a token says that Keycloak has read and verified for an identity provider. */
    public static PresentedClaims of(JsonWebToken token) {
        return JsonSerialization.mapper.convertValue(token, PresentedClaims.class);
    }

    /** Whether it tells of an event, such as a logout: it is made to be told, and gives nothing. */
    boolean isOfEvent() {
        return members.containsKey(EVENTS) || LOGOUT.equals(text(TYPE));
    }

    /** Whether it permits something at a resource server. */
    boolean isOfPermissions() {
        return members.containsKey(PERMISSIONS);
    }

    /** As an access token that says no more than which session and application it is of, and who acts. */
    public AccessToken asToken() {
        AccessToken token = new AccessToken();
        token.id(text("jti"));
        token.issuer(text("iss"));
        token.issuedFor(text(JsonWebToken.AZP));
        String login = text(IDToken.SESSION_ID);
        token.setSessionId(login == null ? text(IDToken.SESSION_STATE) : login);
        Stream.of(ActingClaims.ACT, ActingClaims.IMPERSONATION)
                .filter(members::containsKey)
                .forEach(claim -> token.setOtherClaims(claim, members.get(claim)));
        return token;
    }

    /** When the user authenticated, in seconds since the epoch (OpenID Connect Core section 2). */
    public Optional<Long> authenticatedAt() {
        return members.get(IDToken.AUTH_TIME) instanceof Number time ? Optional.of(time.longValue()) : Optional.empty();
    }

    /** Its scopes, as OAuth writes them. */
    Optional<String> scope() {
        return Optional.ofNullable(text(OAuth2Constants.SCOPE));
    }

    private @Nullable String text(String name) {
        return members.get(name) instanceof String text ? text : null;
    }
}
