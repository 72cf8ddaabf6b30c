package io.github.keycloakassume.impersonation.spi;

import io.github.keycloakassume.impersonation.model.Impersonation;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;

/** Somebody is somebody else from now on: published in the transaction that starts it. */
public record ImpersonationStarted(KeycloakSession session, Impersonation impersonation) implements ProviderEvent {}
