package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.Person;
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
 * @param organizationId the organization that looks: what it has approved is approved to it, whatever others still have to say
 */
public record RequestFilter(
        String realmId,
        Instant now,
        @Nullable ScopeKind scopeKind,
        @Nullable String targetId,
        @Nullable Person requestedBy,
        AccessRequest.@Nullable State state,
        @Nullable String organizationId) {

    /** As those see it who are no organization. */
    public RequestFilter(
            String realmId,
            Instant now,
            @Nullable ScopeKind scopeKind,
            @Nullable String targetId,
            @Nullable Person requestedBy,
            AccessRequest.@Nullable State state) {
        this(realmId, now, scopeKind, targetId, requestedBy, state, null);
    }

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
        return new RequestFilter(realmId, now, scope.kind(), scope.targetId(), requestedBy, state, organizationId);
    }

    /** The same, in whatever state. */
    public RequestFilter inAnyState() {
        return new RequestFilter(realmId, now, scopeKind, targetId, requestedBy, null, organizationId);
    }

    /** The same, of those that wait for an answer. */
    public RequestFilter pending() {
        return new RequestFilter(
                realmId, now, scopeKind, targetId, requestedBy, AccessRequest.State.PENDING, organizationId);
    }

    /** The same, seen by somebody who may see but his own. */
    public RequestFilter ownOf(Person person) {
        return new RequestFilter(realmId, now, scopeKind, targetId, person, state, organizationId);
    }

    /** The same, as that organization sees it. */
    public RequestFilter seenBy(String organization) {
        return new RequestFilter(realmId, now, scopeKind, targetId, requestedBy, state, organization);
    }
}
