package io.github.keycloakassume.testsuite;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.representations.AccessToken;

/**
 * Tokens in the shape of the delegation that Keycloak has as a preview from 26.8 on: without session, with {@code act},
 * which is put in after all mappers and post processors; from the second exchange on it names the client as well.
 */
final class DelegatingExchange implements TokenExchangeProvider {

    /** Of a transient session, a regular token, by token exchange ({@code DefaultTokenContextEncoderProvider}). */
    private static final String TOKEN_ID_PREFIX = "trrtte:";

    private static final String ACT = "act";
    private static final long LIFESPAN_SECONDS = 60;

    private final KeycloakSession session;

    DelegatingExchange(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public boolean supports(TokenExchangeContext context) {
        return context.getParams().getActorToken() != null
                && !context.getFormParams().containsKey(OAuth2Constants.REQUESTED_SUBJECT);
    }

    @Override
    public Response exchange(TokenExchangeContext context) {
        AccessToken subject = session.tokens().decode(context.getParams().getSubjectToken(), AccessToken.class);
        AccessToken actor = session.tokens().decode(context.getParams().getActorToken(), AccessToken.class);
        AccessToken delegated = new AccessToken();
        delegated.id(TOKEN_ID_PREFIX + UUID.randomUUID());
        delegated.type(subject.getType());
        delegated.issuer(subject.getIssuer());
        delegated.subject(subject.getSubject());
        delegated.issuedFor(context.getClient().getClientId());
        delegated.audience(subject.getAudience());
        delegated.issuedNow();
        delegated.exp(delegated.getIat() + LIFESPAN_SECONDS);
        delegated.setScope(subject.getScope());
        delegated.setRealmAccess(subject.getRealmAccess());
        delegated.setResourceAccess(subject.getResourceAccess());
        delegated.setOtherClaims(ACT, act(context, subject, actor));
        return context.getCors()
                .add(Response.ok(Map.of(
                                OAuth2Constants.ACCESS_TOKEN,
                                session.tokens().encode(delegated),
                                OAuth2Constants.TOKEN_TYPE,
                                "Bearer",
                                OAuth2Constants.ISSUED_TOKEN_TYPE,
                                OAuth2Constants.ACCESS_TOKEN_TYPE))
                        .type(MediaType.APPLICATION_JSON_TYPE));
    }

    private static Map<String, Object> act(TokenExchangeContext context, AccessToken subject, AccessToken actor) {
        Map<String, Object> act = new LinkedHashMap<>();
        act.put("sub", actor.getSubject());
        Object before = subject.getOtherClaims().get(ACT);
        if (before != null) {
            act.put("client_id", context.getClient().getClientId());
            act.put(ACT, before);
        }
        return act;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
