package io.github.keycloakassume.core.model;

import java.util.Objects;

/**
 * A user as impersonations and the trail remember him: by id, with the name he had then.
 *
 * @param realmId id of the realm the user belongs to
 * @param userId id of the user; decisions compare this, never the name
 * @param username the username at the time, for people to read
 */
public record Person(String realmId, String userId, String username) {

    public Person {
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(username, "username");
    }

    /** Whether both are the same user, whatever they are called. */
    public boolean isSamePersonAs(Person other) {
        return realmId.equals(other.realmId) && userId.equals(other.userId);
    }
}
