package io.github.keycloakassume.core.model;

import org.jspecify.annotations.Nullable;

/**
 * One thing to remember. When, from where and under which id it is written is the trail's own affair.
 *
 * @param realmId the realm it concerns
 * @param action what happened
 * @param actor who did it, null when it is not known
 * @param subject whom it was done to, or as whom it was done; null when there was no such user
 * @param impersonationId the impersonation it belongs to, if any
 * @param clientId client id of the application it was done in, if any
 * @param detail the refusal's key, or how something ended, or the reason given, or the type of Keycloak's event
 * @param ticket reference into a ticket system that is this entry's own, beside the one of its impersonation; null where it has none
 */
public record TrailEntry(
        String realmId,
        TrailAction action,
        @Nullable Person actor,
        @Nullable Person subject,
        @Nullable String impersonationId,
        @Nullable String clientId,
        @Nullable String detail,
        @Nullable String ticket) {

    /** One without a ticket of its own. */
    public TrailEntry(
            String realmId,
            TrailAction action,
            @Nullable Person actor,
            @Nullable Person subject,
            @Nullable String impersonationId,
            @Nullable String clientId,
            @Nullable String detail) {
        this(realmId, action, actor, subject, impersonationId, clientId, detail, null);
    }

    /** An entry about the realm itself. */
    public static TrailEntry ofRealm(TrailAction action, String realmId, Person actor, String detail) {
        return new TrailEntry(realmId, action, actor, null, null, null, detail);
    }

    /** The same by another person than the impersonator. */
    public TrailEntry by(Person other) {
        return new TrailEntry(realmId, action, other, subject, impersonationId, clientId, detail, ticket);
    }

    /** The same in an application. */
    public TrailEntry in(@Nullable String client) {
        return new TrailEntry(realmId, action, actor, subject, impersonationId, client, detail, ticket);
    }

    /** The same with a ticket of its own. */
    public TrailEntry with(@Nullable String reference) {
        return new TrailEntry(realmId, action, actor, subject, impersonationId, clientId, detail, reference);
    }

    /** An entry about a refusal. */
    public static TrailEntry refused(
            String realmId, @Nullable Person actor, @Nullable Person subject, @Nullable String id, Refusal refusal) {
        return new TrailEntry(realmId, TrailAction.REFUSED, actor, subject, id, null, refusal.key());
    }
}
