package io.github.keycloakassume.impersonation.spi;

import io.github.keycloakassume.impersonation.model.Decision;
import org.keycloak.provider.Provider;

/**
 * Decides whether this impersonator may assume that user. Every installed policy is asked, on every path, when an
 * impersonation is requested and again when it starts; all must agree.
 */
public interface ImpersonationPolicy extends Provider {

    Decision decide(ImpersonationAttempt attempt);

    @Override
    default void close() {}
}
