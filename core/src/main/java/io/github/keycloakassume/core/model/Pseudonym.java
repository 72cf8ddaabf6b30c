package io.github.keycloakassume.core.model;

/**
 * What a removed user is called in the trail. His id stays where it is a number that Keycloak drew, so that what he did can
 * still be told from what others did; ids of federated users ({@code f:…}) have his name in them and are hashed.
 */
public final class Pseudonym {

    private static final String FEDERATED = "f:";
    private static final int SHOWN = 12;

    private Pseudonym() {}

    /** In place of the username: the same for the same user. */
    public static String name(String userId) {
        return "removed-" + Secrets.hash(userId).substring(0, SHOWN);
    }

    /** In place of the id. */
    public static String id(String userId) {
        return userId.startsWith(FEDERATED) ? "f:removed-" + Secrets.hash(userId) : userId;
    }
}
