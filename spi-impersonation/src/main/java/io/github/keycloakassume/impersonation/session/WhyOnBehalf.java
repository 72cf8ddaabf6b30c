package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.store.TrailSearch;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationAction;
import io.github.keycloakassume.impersonation.model.ImpersonationEntry;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/**
 * Why an actor acts on behalf of a user, in the trail: once for the impersonation, which is what the rates count, and once for each
 * other reason or ticket that is given while it goes on.
 */
final class WhyOnBehalf {

    private final KeycloakSession session;
    private final Trail trail;
    private final @Nullable Reason reason;
    private final @Nullable String ticket;

    /**
     * What one exchange has said.
     *
     * @param reason null where none was given
     * @param ticket null where none was given
     */
    WhyOnBehalf(KeycloakSession session, Clock clock, @Nullable Reason reason, @Nullable String ticket) {
        this.session = session;
        this.trail = new Trail(session, clock);
        this.reason = reason;
        this.ticket = ticket;
    }

    @Nullable
    Reason reason() {
        return reason;
    }

    @Nullable
    String ticket() {
        return ticket;
    }

    /** Writes it for one that begins, whose record has it, too. */
    void begins(Impersonation begun, ClientModel client) {
        trail.done(ImpersonationEntry.of(ImpersonationAction.ON_BEHALF_OF, begun, begun.reasonText())
                .in(client.getClientId()));
    }

    /** Writes it for one that goes on, unless it has been said there before. */
    void goesOn(Impersonation known, ClientModel client) {
        if (Objects.equals(known.reason(), reason) && Objects.equals(known.ticket(), ticket)) {
            return;
        }
        TrailEntry further = ImpersonationEntry.of(
                        ImpersonationAction.REASON_GIVEN, known, reason == null ? null : reason.text())
                .in(client.getClientId())
                .with(ticket);
        if (!new TrailSearch(session).has(further)) {
            trail.done(further);
        }
    }
}
