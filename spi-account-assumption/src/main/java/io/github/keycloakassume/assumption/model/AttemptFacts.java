package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Person;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What counts when somebody wants to do something to a subject under a grant.
 *
 * @param now the moment of the decision
 * @param requestedAt when it was asked for: what a grant allows for a single impersonation counts from here
 * @param impersonatorIs whatever a grant may name him by: himself, his roles, his groups and those above them, the
 *     identity provider of his login
 * @param subjectRoleIds ids of all roles that the subject holds, whatever way he has come to them
 * @param named id of the grant that he wants to act under, null for the narrowest
 * @param subject which organizations the subject is in: they say whose grants count
 */
public record AttemptFacts(
        Instant now,
        Instant requestedAt,
        Person impersonator,
        Set<Grantee> impersonatorIs,
        Set<String> subjectRoleIds,
        Mode mode,
        AllowedAct act,
        @Nullable String named,
        Belonging subject) {

    public AttemptFacts {
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(requestedAt, "requestedAt");
        Objects.requireNonNull(impersonator, "impersonator");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(act, "act");
        Objects.requireNonNull(subject, "subject");
        impersonatorIs = Set.copyOf(impersonatorIs);
        subjectRoleIds = Set.copyOf(subjectRoleIds);
    }
}
