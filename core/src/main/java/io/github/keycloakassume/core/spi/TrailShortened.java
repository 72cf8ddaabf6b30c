package io.github.keycloakassume.core.spi;

import java.time.Instant;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;

/**
 * The trail of a realm is kept from then on only: published in the transaction that shortens it, for whoever else keeps
 * what is over.
 */
public record TrailShortened(KeycloakSession session, String realmId, Instant since) implements ProviderEvent {}
