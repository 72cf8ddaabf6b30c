package io.github.keycloakassume.core.spi;

import io.github.keycloakassume.core.model.TrailEntry;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;

/** Something was refused, whatever becomes of the request, and whether or not the trail has room for it. */
public record Refused(KeycloakSession session, TrailEntry entry) implements ProviderEvent {}
