package io.github.keycloakassume.core.rest;

import io.github.keycloakassume.core.keycloak.SteadyAnswer;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ErrorRepresentation;

/** The answers of our resources: JSON, never cached, errors in Keycloak's shape. */
public final class Answers {

    private Answers() {}

    /** Work of a resource that may be refused or given a bad body. */
    public interface Work {
        Response answer() throws InvalidBodyException;
    }

    /**
     * The answer to a request: what the work says, or why it was refused. What was refused is rolled back, so that nothing
     * is half-done.
     */
    public static Response to(KeycloakSession session, Work work) {
        try {
            Response answer = work.answer();
            // Keycloak rolls back in silence what has been marked for it
            // (DefaultKeycloakSession.closeTransactionManager).
            if (session.getTransactionManager().getRollbackOnly()) {
                throw new IllegalStateException("What was asked for cannot be committed");
            }
            return answer;
        } catch (RefusedException refused) {
            session.getTransactionManager().setRollbackOnly();
            return refused(refused);
        } catch (InvalidBodyException invalid) {
            return error(invalid.status(), invalid.key(), invalid.params());
        }
    }

    /** The same; and where it is no success, its time does not tell what was found of a user ({@link SteadyAnswer}). */
    public static Response steadily(KeycloakSession session, Work work) {
        SteadyAnswer steady = new SteadyAnswer(session);
        boolean isDone = false;
        try {
            Response answer = to(session, work);
            isDone = answer.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL;
            return answer;
        } finally {
            if (!isDone) {
                steady.hold();
            }
        }
    }

    public static Response refused(RefusedException refused) {
        if (refused.refusal().equals(Refusal.INSUFFICIENT_USER_AUTHENTICATION)) {
            return stepUp(refused);
        }
        Response answer = error(refused.refusal().status(), refused.refusal().key(), refused.params());
        return refused.refusal().equals(Refusal.TOO_MANY_REQUESTS) ? toBeTriedAgain(answer, refused) : answer;
    }

    /** RFC 9110 section 10.2.3: the seconds to wait. */
    private static Response toBeTriedAgain(Response answer, RefusedException refused) {
        return Response.fromResponse(answer)
                .header(HttpHeaders.RETRY_AFTER, refused.params().get(0))
                .build();
    }

    /** RFC 9470 section 3: what a login must be like to do. */
    private static Response stepUp(RefusedException refused) {
        StringBuilder challenge = new StringBuilder("Bearer error=\"insufficient_user_authentication\"")
                .append(", error_description=\"A more recent or stronger login is required\"");
        if (refused.params().get(0) instanceof Long maxAge && maxAge > 0) {
            challenge.append(", max_age=\"").append(maxAge).append('"');
        }
        if (refused.params().get(1) instanceof String acr && !acr.isEmpty()) {
            challenge.append(", acr_values=\"").append(acr).append('"');
        }
        Response answer = error(refused.refusal().status(), refused.refusal().key(), refused.params());
        return Response.fromResponse(answer)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge.toString())
                .build();
    }

    public static Response refused(Refusal refusal) {
        return error(refusal.status(), refusal.key(), List.of());
    }

    public static Response error(int status, String key, List<Object> params) {
        ErrorRepresentation error = new ErrorRepresentation();
        error.setErrorMessage(key);
        error.setParams(params.isEmpty() ? null : params.toArray());
        return json(Response.status(status), error);
    }

    /** A file for a spreadsheet. */
    public static Response csv(String fileName, String body) {
        return Response.ok(body, Csv.MEDIA_TYPE + ";charset=UTF-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + fileName + "\"")
                .build();
    }

    public static Response json(Response.ResponseBuilder builder, Object body) {
        return builder.type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(body)
                .build();
    }
}
