package io.github.keycloakassume.core.model;

/**
 * What a role of ours is created as.
 *
 * @param description what administrators read about it
 * @param partOfRealmAdmin whether {@code realm-admin}, and master's {@code admin}, contain it
 */
public record RoleDefinition(OurRole role, String description, boolean partOfRealmAdmin) {}
