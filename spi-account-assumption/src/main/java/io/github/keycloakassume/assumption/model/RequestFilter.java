package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.impersonation.model.Person;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which requests somebody wants to see; null means whatever.
 *
 * @param now the moment that states are those of
 * @param scopeKind only those of this kind of scope
 * @param targetId only those about the realm, organization or user of this id
 * @param requestedBy only those of this person
 */
public record RequestFilter(
        String realmId,
        Instant now,
        @Nullable ScopeKind scopeKind,
        @Nullable String targetId,
        @Nullable Person requestedBy,
        AccessRequest.@Nullable State state) {

    public RequestFilter {
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(now, "now");
    }

    /** All of a realm. */
    public static RequestFilter all(String realmId, Instant now) {
        return new RequestFilter(realmId, now, null, null, null, null);
    }

    /** The same, of one scope alone. */
    public RequestFilter within(Scope scope) {
        return new RequestFilter(realmId, now, scope.kind(), scope.targetId(), requestedBy, state);
    }

    /** The same, of those that wait for an answer. */
    public RequestFilter pending() {
        return new RequestFilter(realmId, now, scopeKind, targetId, requestedBy, AccessRequest.State.PENDING);
    }

    /** The same, seen by somebody who may see but his own. */
    public RequestFilter ownOf(Person person) {
        return new RequestFilter(realmId, now, scopeKind, targetId, person, state);
    }
}
