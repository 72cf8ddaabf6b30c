package io.github.keycloakassume.assumption.removal;

import io.github.keycloakassume.assumption.grants.Reviews;
import io.github.keycloakassume.assumption.watch.WatchFactory;
import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import java.time.Clock;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientModel.ClientRemovedEvent;
import org.keycloak.models.GroupModel.GroupRemovedEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.OrganizationModel.OrganizationMemberJoinEvent;
import org.keycloak.models.OrganizationModel.OrganizationMemberLeaveEvent;
import org.keycloak.models.OrganizationModel.OrganizationRemovedEvent;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmModel.IdentityProviderRemovedEvent;
import org.keycloak.models.RoleContainerModel.RoleRemovedEvent;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel.UserPreRemovedEvent;
import org.keycloak.models.UserModel.UserRemovedEvent;
import org.keycloak.provider.ProviderEvent;

/** Hears what is removed from Keycloak; what follows is part of the same transaction. */
public final class RemovalWatch implements WatchFactory {

    private static final Clock CLOCK = new KeycloakClock();

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(RemovalWatch::hear);
    }

    private static void hear(ProviderEvent event) {
        // Keycloak removes some users without the one event, others without the other.
        if (event instanceof UserPreRemovedEvent gone) {
            of(gone.getKeycloakSession()).user(gone.getRealm(), gone.getUser().getId());
        } else if (event instanceof UserRemovedEvent gone) {
            of(gone.getKeycloakSession()).user(gone.getRealm(), gone.getUser().getId());
        } else if (event instanceof OrganizationRemovedEvent gone) {
            KeycloakSession session = gone.getKeycloakSession();
            RealmModel realm = session.getContext().getRealm();
            guard(session, realm).requireOpen(gone.getOrganization().getId());
            of(session).organization(realm, gone.getOrganization().getId());
            Reviews.askFor(session, realm.getId());
        } else if (event instanceof OrganizationMemberLeaveEvent left) {
            KeycloakSession session = left.getSession();
            RealmModel realm = session.getContext().getRealm();
            guard(session, realm)
                    .requireOpenFor(
                            left.getOrganization().getId(), left.getUser().getId());
            of(session)
                    .member(
                            realm,
                            left.getOrganization().getId(),
                            left.getUser().getId());
            Reviews.askFor(session, realm.getId());
        } else if (event instanceof OrganizationMemberJoinEvent joined) {
            // It may be in control, or have denied.
            KeycloakSession session = joined.getSession();
            session.getProvider(ImpersonationRegistry.class)
                    .reviewSubject(
                            session.getContext().getRealm().getId(),
                            joined.getUser().getId());
        } else if (event instanceof RoleRemovedEvent gone) {
            of(gone.getKeycloakSession())
                    .role(realmOf(gone.getRole()), gone.getRole().getId());
        } else if (event instanceof ClientRemovedEvent gone) {
            of(gone.getKeycloakSession())
                    .client(gone.getClient().getRealm(), gone.getClient().getId());
        } else if (event instanceof GroupRemovedEvent gone) {
            of(gone.getKeycloakSession()).group(gone.getRealm(), gone.getGroup().getId());
        } else if (event instanceof IdentityProviderRemovedEvent gone) {
            of(gone.getKeycloakSession())
                    .identityProvider(
                            gone.getRealm(), gone.getRemovedIdentityProvider().getAlias());
        }
    }

    private static VendorGuard guard(KeycloakSession session, RealmModel realm) {
        return new VendorGuard(session, realm, CLOCK.instant());
    }

    private static Removals of(KeycloakSession session) {
        return new Removals(session, CLOCK);
    }

    private static RealmModel realmOf(RoleModel role) {
        return role.getContainer() instanceof ClientModel client ? client.getRealm() : (RealmModel) role.getContainer();
    }

    @Override
    public String getId() {
        return "removal";
    }
}
