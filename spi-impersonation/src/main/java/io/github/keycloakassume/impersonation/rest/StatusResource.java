package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.core.rest.Answers;
import io.github.keycloakassume.impersonation.keycloak.RealmUrls;
import io.github.keycloakassume.impersonation.session.DescribeStatus;
import io.github.keycloakassume.impersonation.session.DescribeStatus.Status;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Whether this browser is somebody else: for banners. Applications that take no part get the answer of everybody. */
public final class StatusResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;

    StatusResource(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response status(@HeaderParam("Origin") @Nullable String origin) {
        boolean own = origin == null || origin.equals(new RealmUrls(session, realm).origin());
        String foreign = own ? null : origin;
        Optional<Status> status = new DescribeStatus(session, realm, clock).describe(foreign);
        Response.ResponseBuilder answer = Response.ok().header(HttpHeaders.VARY, "Origin");
        if (foreign != null && status.isPresent()) {
            answer.header("Access-Control-Allow-Origin", foreign).header("Access-Control-Allow-Credentials", "true");
        }
        return Answers.json(answer, status.map(StatusResource::body).orElseGet(() -> Map.of("impersonating", false)));
    }

    private static Map<String, Object> body(Status status) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("impersonating", true);
        body.put("user", status.user());
        body.put("impersonator", status.impersonator());
        body.put("mode", status.mark().mode().wireName());
        body.put("endsAt", status.mark().endsAt().toEpochMilli());
        return body;
    }
}
