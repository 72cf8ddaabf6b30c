package io.github.keycloakassume.impersonation.model;

import io.github.keycloakassume.core.model.Person;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which impersonations somebody wants to see; null means whatever.
 *
 * @param now the moment that states are those of
 * @param own only those of this impersonator
 * @param user id or username of the subject
 * @param impersonator id or username of the impersonator
 * @param search part of a username, of the ticket or of the reason, in whatever case
 */
public record ImpersonationFilter(
        String realmId,
        Instant now,
        @Nullable Person own,
        Impersonation.@Nullable State state,
        @Nullable String user,
        @Nullable String impersonator,
        @Nullable String search) {

    public ImpersonationFilter {
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(now, "now");
    }

    /** The same, seen by somebody who may see but his own. */
    public ImpersonationFilter ownOf(Person impersonator) {
        return new ImpersonationFilter(realmId, now, impersonator, state, user, this.impersonator, search);
    }
}
