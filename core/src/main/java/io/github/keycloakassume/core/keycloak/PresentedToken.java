package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.model.IdText;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.TokenUtil;

/** A token that is presented, read before it is verified: enough to refuse, never to trust. */
public final class PresentedToken {

    private final KeycloakSession session;
    private final String encoded;

    public PresentedToken(KeycloakSession session, String encoded) {
        this.session = session;
        this.encoded = encoded;
    }

    /** The token in the header of the request, whatever its scheme (Bearer, DPoP); empty where there is none. */
    public static Optional<PresentedToken> ofRequest(KeycloakSession session) {
        List<String> headers =
                session.getContext().getHttpRequest().getHttpHeaders().getRequestHeader(HttpHeaders.AUTHORIZATION);
        return headers.stream()
                .map(header -> header.substring(header.indexOf(' ') + 1).strip())
                .findFirst()
                .map(encoded -> new PresentedToken(session, encoded));
    }

    /**
     * Everything in the request that may be a token, but for its body: all that stands in headers for it, and in the query
     * (RFC 6750 section 2.3). What Keycloak would not take, another extension may.
     */
    public static Stream<PresentedToken> allOfRequest(KeycloakSession session) {
        HttpRequest request = session.getContext().getHttpRequest();
        Stream<String> inHeaders = request.getHttpHeaders().getRequestHeader(HttpHeaders.AUTHORIZATION).stream()
                .flatMap(header -> Arrays.stream(header.split("[\\s,]+", -1)));
        Stream<String> inQuery =
                request.getUri().getQueryParameters().getOrDefault(OAuth2Constants.ACCESS_TOKEN, List.of()).stream();
        return Stream.concat(inHeaders, inQuery).map(encoded -> new PresentedToken(session, encoded));
    }

    /** The token in the form of the request (RFC 6750 section 2.2), once Keycloak has read that. */
    public static Optional<PresentedToken> ofForm(KeycloakSession session) {
        return ofForm(session, OAuth2Constants.ACCESS_TOKEN);
    }

    /** The token that the form of the request has under that name, once Keycloak has read that. */
    public static Optional<PresentedToken> ofForm(KeycloakSession session, String parameter) {
        return Optional.ofNullable(session.getContext()
                        .getHttpRequest()
                        .getDecodedFormParameters()
                        .getFirst(parameter))
                .map(encoded -> new PresentedToken(session, encoded));
    }

    /** Client id of the application it says it was issued for. */
    public Optional<String> clientId() {
        return parsed().map(AccessToken::getIssuedFor);
    }

    /** The application that it says it was issued for, null when the realm has no such one. */
    public @Nullable ClientModel client(RealmModel realm) {
        return clientId().map(realm::getClientByClientId).orElse(null);
    }

    /** Whether it says that it has that scope. */
    public boolean claimsScope(String scope) {
        return UnverifiedJwt.read(encoded, PresentedClaims.class)
                .flatMap(PresentedClaims::scope)
                .filter(scopes -> TokenUtil.hasScope(scopes, scope))
                .isPresent();
    }

    /** Whether it tells of an event, such as a logout: no token that stands for its subject. */
    public boolean isOfEvent() {
        return UnverifiedJwt.read(encoded, PresentedClaims.class)
                .filter(PresentedClaims::isOfEvent)
                .isPresent();
    }

    /** Whether it is a permission token (UMA), in whose client no session takes part. */
    public boolean isOfPermissions() {
        return UnverifiedJwt.read(encoded, PresentedClaims.class)
                .filter(PresentedClaims::isOfPermissions)
                .isPresent();
    }

    /** The session it was issued in, if the realm that it names has signed it: the realm of the request, or another. */
    public Optional<UserSessionModel> verifiedSession() {
        return parsed().map(AccessToken::getIssuer)
                .map(issuer -> realm(session, issuer))
                .flatMap(realm -> new InRealm(session, realm).call(this::decoded))
                .flatMap(token -> login(session, token));
    }

    /** The application that it was issued for, if this realm has signed it. */
    public Optional<ClientModel> verifiedClient() {
        RealmModel realm = session.getContext().getRealm();
        return decoded().map(AccessToken::getIssuedFor).map(realm::getClientByClientId);
    }

    private Optional<AccessToken> decoded() {
        return Optional.ofNullable(session.tokens().decode(encoded, PresentedClaims.class))
                .map(PresentedClaims::asToken);
    }

    /** The token itself, if the realm that it names has signed it and it has not run out. */
    Optional<AccessToken> verified() {
        return parsed().map(AccessToken::getIssuer)
                .map(issuer -> realm(session, issuer))
                .flatMap(realm -> Optional.ofNullable(
                        new InRealm(session, realm).call(() -> session.tokens().decode(encoded, AccessToken.class))))
                .filter(AccessToken::isActive);
    }

    /** The realm whose address is the issuer of a token, as {@code AdminRoot} finds it; null where there is none. */
    static @Nullable RealmModel realm(KeycloakSession session, String issuer) {
        return realmName(issuer)
                .filter(IdText::canBeStored)
                .map(session.realms()::getRealmByName)
                .orElse(null);
    }

    private static Optional<String> realmName(String issuer) {
        String segment = issuer.substring(issuer.lastIndexOf('/') + 1);
        try {
            // In a path a plus sign is itself.
            return Optional.of(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What it says, as an access token. */
    public Optional<AccessToken> parsed() {
        return UnverifiedJwt.read(encoded, PresentedClaims.class).map(PresentedClaims::asToken);
    }

    /** The session that a token says it was issued in. */
    public static Optional<UserSessionModel> login(KeycloakSession session, AccessToken token) {
        if (token.getIssuer() == null || !IdText.canBeStored(token.getSessionId())) {
            return Optional.empty();
        }
        return Optional.ofNullable(realm(session, token.getIssuer()))
                .map(realm -> session.sessions().getUserSession(realm, token.getSessionId()));
    }
}
