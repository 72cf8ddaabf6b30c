package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.rest.ActedCallers;
import io.github.keycloakassume.core.rest.UnknownLogins;
import java.util.Set;
import org.keycloak.Config;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.EnvironmentDependentProviderFactory;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Mounts {@link ImpersonationAdminResource} in the Admin API. */
public final class ImpersonationAdminResourceProviderFactory
        implements AdminRealmResourceProviderFactory, AdminRealmResourceProvider, EnvironmentDependentProviderFactory {

    /** What is deleted here is an impersonation that ends. */
    private static final Set<String> ENDING = Set.of("DELETE");

    @Override
    public AdminRealmResourceProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public Object getResource(
            KeycloakSession session,
            RealmModel realm,
            AdminPermissionEvaluator evaluator,
            AdminEventBuilder adminEvent) {
        AdminCaller caller = new AdminCaller(session, realm, evaluator, adminEvent);
        ActedCallers.refuse(session, caller);
        UnknownLogins.refuseToWrite(session, caller, ENDING);
        return new ImpersonationAdminResource(session, caller, new KeycloakClock());
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    /** Whoever switches Keycloak's feature {@code impersonation} off means this too. */
    @Override
    public boolean isSupported(Config.Scope config) {
        return Profile.isFeatureEnabled(Profile.Feature.IMPERSONATION);
    }

    @Override
    public String getId() {
        return "impersonation";
    }
}
