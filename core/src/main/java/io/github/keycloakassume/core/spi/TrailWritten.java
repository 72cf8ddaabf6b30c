package io.github.keycloakassume.core.spi;

import io.github.keycloakassume.core.model.TrailEntry;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;

/** The trail has an entry more, once this transaction is committed. */
public record TrailWritten(KeycloakSession session, TrailEntry entry) implements ProviderEvent {}
