package io.github.keycloakassume.core.rest;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.spi.TrailProvider;
import jakarta.ws.rs.ForbiddenException;
import java.util.Set;
import org.keycloak.models.KeycloakSession;

/**
 * A token that does not tell by which login it came about ({@link AdminCaller#isOfKnownLogin}) writes nothing in its user's
 * name: who sent it may be another. All resources of ours in the Admin API ask here, before they do anything.
 */
public final class UnknownLogins {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private UnknownLogins() {}

    /**
     * Lets those callers pass who read, or whose login is known.
     *
     * @param sayingNo HTTP methods by which a module's resources only say no, which is never held up
     * @throws ForbiddenException {@code login-unknown}, after the trail has noted it
     */
    public static void refuseToWrite(KeycloakSession session, AdminCaller caller, Set<String> sayingNo) {
        String method = session.getContext().getHttpRequest().getHttpMethod();
        if (!READING.contains(method) && !sayingNo.contains(method) && !caller.isOfKnownLogin()) {
            Refusal refusal = Refusal.LOGIN_UNKNOWN;
            session.getProvider(TrailProvider.class)
                    .refused(TrailEntry.refused(caller.realm().getId(), caller.person(), null, null, refusal));
            throw new ForbiddenException(Answers.refused(refusal));
        }
    }
}
