package io.github.keycloakassume.core.model;

/**
 * A role that we created, remembered by id: whoever manages clients can rename it, or create another of its name.
 *
 * @param roleId id of the role in Keycloak
 * @param role which of ours it is
 * @param realmId the realm that it is about
 * @param homeRealmId the realm that it lives in: the same, or master
 * @param containerId id of the client that it is a role of
 */
public record KnownRole(String roleId, OurRole role, String realmId, String homeRealmId, String containerId) {}
