package io.github.keycloakassume.core.store;

/**
 * What the trail says that a mapper of an identity provider gave.
 *
 * @param id names the row
 * @param realmId the realm of the user and of the provider
 * @param userId who has it, or had it
 * @param detail the words of the trail, which end with the provider's alias
 */
public record MappedBefore(String id, String realmId, String userId, String detail) {}
