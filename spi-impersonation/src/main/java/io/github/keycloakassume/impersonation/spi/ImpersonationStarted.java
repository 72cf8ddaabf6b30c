package io.github.keycloakassume.impersonation.spi;

import io.github.keycloakassume.impersonation.model.Impersonation;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;

/** A user is another one from now on: published in the transaction that starts it. It has no secret: every extension hears of it. */
public record ImpersonationStarted(KeycloakSession session, Impersonation impersonation) implements ProviderEvent {}
