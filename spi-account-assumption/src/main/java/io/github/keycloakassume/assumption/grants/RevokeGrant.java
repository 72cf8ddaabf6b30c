package io.github.keycloakassume.assumption.grants;

import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantEnding;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Clock;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Somebody who may decide switches a grant off: at once, with all that runs under it. */
public final class RevokeGrant {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final GrantTrail trail;

    public RevokeGrant(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.trail = new GrantTrail(session, realm);
    }

    /**
     * One that was revoked.
     *
     * @param stillAllowing others that let the vendor into the same accounts, or some of them, all the same
     */
    public record Revoked(Grant grant, List<Grant> stillAllowing) {}

    /**
     * Revokes it.
     *
     * @throws RefusedException {@code grant-not-found}, {@code grant-not-yours}, {@code grant-ended}, after the trail has
     *     noted it
     */
    public Revoked revoke(Decider decider, String id) {
        return trail.orRefused(decider.person(), () -> {
            FindGrants find = new FindGrants(session, realm, clock);
            Grant grant = find.held(decider, id);
            decider.requireEnding(grant, find.tenancyOf(grant));
            Grant revoked = new EndGrants(session, clock.instant())
                    .end(realm, GrantEnding.REVOKED, decider.person(), List.of(grant))
                    .get(0);
            new OrganizationControl(session, realm).takenBy(decider);
            return new Revoked(revoked, find.stillAllowing(decider, revoked));
        });
    }
}
