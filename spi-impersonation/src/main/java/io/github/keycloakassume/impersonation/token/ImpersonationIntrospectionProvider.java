package io.github.keycloakassume.impersonation.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.JsonSerialization;

/**
 * Introspection of impersonated sessions. Stock writes {@code act} as {@code {"sub": username}} over the token's own
 * ({@code AccessTokenIntrospectionProvider}, until 26.8); here it is written again as it stands in the token.
 */
final class ImpersonationIntrospectionProvider extends AccessTokenIntrospectionProvider<AccessToken> {

    ImpersonationIntrospectionProvider(KeycloakSession session) {
        super(session);
    }

    /** For the answer as a JWT, which is made of this token. */
    @Override
    public AccessToken transformAccessToken(AccessToken accessToken, UserSessionModel session) {
        AccessToken transformed = super.transformAccessToken(accessToken, session);
        Marks.of(session).ifPresent(mark -> ClaimWriter.write(mark, transformed));
        return transformed;
    }

    @Override
    public Response introspect(String tokenString, EventBuilder event) {
        Response answer = super.introspect(tokenString, event);
        return Marks.of(userSession)
                .filter(mark -> transformedToken != null)
                .map(mark -> withClaims(answer, mark))
                .orElse(answer);
    }

    private static Response withClaims(Response answer, ImpersonationMark mark) {
        try {
            ObjectNode body = JsonSerialization.readValue((byte[]) answer.getEntity(), ObjectNode.class);
            if (!body.path("active").asBoolean()) {
                return answer;
            }
            body.set(
                    ImpersonationMark.ACT_CLAIM,
                    JsonSerialization.mapper.valueToTree(mark.actor().actClaim()));
            body.set(
                    ImpersonationMark.IMPERSONATION_CLAIM,
                    JsonSerialization.mapper.valueToTree(mark.impersonationClaim()));
            return Response.fromResponse(answer)
                    .entity(JsonSerialization.writeValueAsBytes(body))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("introspection answer is not JSON", e);
        }
    }
}
