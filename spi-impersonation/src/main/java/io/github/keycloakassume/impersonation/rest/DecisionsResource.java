package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.keycloak.SteadyAnswer;
import io.github.keycloakassume.core.rest.Answers;
import io.github.keycloakassume.core.rest.JsonBody;
import io.github.keycloakassume.core.trail.ActorWindows;
import io.github.keycloakassume.impersonation.session.DecideOnUsers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;

/** {@code /admin/realms/{realm}/impersonation/decisions}: what the caller may do with some users. */
public final class DecisionsResource {

    private static final ActorWindows ASKED = DecideOnUsers.windows();

    private final KeycloakSession session;
    private final AdminCaller caller;
    private final Clock clock;

    DecisionsResource(KeycloakSession session, AdminCaller caller, Clock clock) {
        this.session = session;
        this.caller = caller;
        this.clock = clock;
    }

    /** Decides, and changes nothing. Answers 200 with one entry for each user, or an error of {@code docs/errors.md}. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response decide(InputStream body) {
        // A success, too, tells vendor staff only whether they may.
        new SteadyAnswer(session).hold();
        return Answers.to(session, () -> {
            DecideOnUsers decisions = new DecideOnUsers(session, clock, ASKED).admit(caller);
            DecisionsRequest asked = JsonBody.read(body, DecisionsRequest.class);
            return Answers.json(
                    Response.ok(),
                    decisions.decide(caller, asked.ids(), asked.mode()).stream()
                            .map(DecisionRepresentation::of)
                            .toList());
        });
    }
}
