package io.github.keycloakassume.impersonation.spi;

import io.github.keycloakassume.impersonation.model.Mode;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What a policy decides on.
 *
 * @param realm the subject's realm
 * @param impersonator who wants to
 * @param subject whom he wants to become
 * @param mode how far it would reach
 */
public record ImpersonationAttempt(RealmModel realm, Impersonator impersonator, UserModel subject, Mode mode) {}
