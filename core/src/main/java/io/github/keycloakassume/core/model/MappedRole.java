package io.github.keycloakassume.core.model;

/**
 * Something with a role of ours in it that a user has from a mapper of an identity provider, and from nobody else.
 *
 * @param realmId the realm of the user and of the provider
 * @param userId who has it
 * @param heldId id of the role or of the group
 * @param provider alias of the identity provider
 */
public record MappedRole(String realmId, String userId, String heldId, String provider) {

    /** The same of any user: what came from where. */
    public record Source(String realmId, String heldId, String provider) {}

    public Source source() {
        return new Source(realmId, heldId, provider);
    }
}
