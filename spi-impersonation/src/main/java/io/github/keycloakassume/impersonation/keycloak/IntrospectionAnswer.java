package io.github.keycloakassume.impersonation.keycloak;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakassume.core.model.ActingClaims;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.keycloak.util.JsonSerialization;

/**
 * Stock's answer to an introspection. It writes {@code act} as {@code {"sub": username}} over the token's own
 * ({@code AccessTokenIntrospectionProvider}, until 26.8).
 */
public final class IntrospectionAnswer {

    private IntrospectionAnswer() {}

    /** RFC 7662 section 2.2: it says no more. */
    public static Response inactive() {
        return Response.ok("{\"active\":false}")
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /** The same with the claims as they stand in the tokens; an answer that says inactive says no more. */
    public static Response with(Optional<ImpersonationMark> mark, Response answer) {
        return mark.map(claims -> withClaims(answer, claims)).orElse(answer);
    }

    private static Response withClaims(Response answer, ImpersonationMark mark) {
        try {
            ObjectNode body = JsonSerialization.readValue((byte[]) answer.getEntity(), ObjectNode.class);
            if (!body.path("active").asBoolean()) {
                return answer;
            }
            body.set(
                    ActingClaims.ACT,
                    JsonSerialization.mapper.valueToTree(mark.actor().actClaim()));
            body.set(ActingClaims.IMPERSONATION, JsonSerialization.mapper.valueToTree(mark.impersonationClaim()));
            return Response.fromResponse(answer)
                    .entity(JsonSerialization.writeValueAsBytes(body))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("introspection answer is not JSON", e);
        }
    }
}
