package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.RefusedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.keycloak.representations.idm.ErrorRepresentation;

/** The answers of our resources: JSON, never cached, errors in Keycloak's shape. */
final class Answers {

    private Answers() {}

    static Response refused(RefusedException refused) {
        return error(refused.refusal().status(), refused.refusal().key(), refused.params());
    }

    static Response refused(Refusal refusal) {
        return error(refusal.status(), refusal.key(), List.of());
    }

    static Response error(int status, String key, List<Object> params) {
        ErrorRepresentation error = new ErrorRepresentation();
        error.setErrorMessage(key);
        error.setParams(params.isEmpty() ? null : params.toArray());
        return json(Response.status(status), error);
    }

    static Response json(Response.ResponseBuilder builder, Object body) {
        return builder.type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(body)
                .build();
    }
}
