package io.github.keycloakassume.core.spi;

import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;

/**
 * Users have lost roles that an identity provider gives no longer: published in the transaction that follows.
 *
 * @param realmId their realm
 */
public record RolesTakenBack(KeycloakSession session, String realmId) implements ProviderEvent {}
