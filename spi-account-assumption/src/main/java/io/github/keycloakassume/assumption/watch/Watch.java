package io.github.keycloakassume.assumption.watch;

import org.keycloak.provider.Provider;

/** Has nothing to be called for: what watches does so by itself, see {@link WatchFactory}. */
@FunctionalInterface
public interface Watch extends Provider {}
