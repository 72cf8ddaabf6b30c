package io.github.keycloakassume.core.roles;

import io.github.keycloakassume.core.keycloak.AdminRequest;
import io.github.keycloakassume.core.keycloak.Administration;
import io.github.keycloakassume.core.model.KnownRole;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RoleDefinition;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.spi.AssumeModule;
import io.github.keycloakassume.core.store.KnownRoleStore;
import io.github.keycloakassume.core.trail.Trail;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * Creates our roles in a realm and remembers their ids. A role of the same name that was there before is somebody else's,
 * and who holds it was never asked for: it is renamed, unless it came with an import by somebody to whom all belongs.
 */
final class OurRoles {

    private final KeycloakSession session;
    private final Clock clock;
    private final RealmModel realm;
    private final Administration administration;
    private final KnownRoleStore known;

    OurRoles(KeycloakSession session, Clock clock, RealmModel realm) {
        this.session = session;
        this.clock = clock;
        this.realm = realm;
        this.administration = new Administration(session, realm);
        this.known = new KnownRoleStore(session);
    }

    /** Creates what is missing; roles of our names that we have not created are not taken over. */
    void setUp() {
        setUp(administration.ownClient(), false);
        setUp(administration.masterClient(), false);
    }

    /**
     * The same in a realm that is new. The server's operator, who imports while it starts, brings our roles to whom he
     * likes; so does the server's administrator to the people of the new realm, whose roles are in the import.
     */
    void setUpNew(boolean byOperator) {
        boolean byServerAdmin = caller().filter(caller -> caller.isThemselves())
                .map(AdminRequest.Caller::roleIds)
                .filter(administration::isServerAdmin)
                .isPresent();
        setUp(administration.ownClient(), byOperator || byServerAdmin);
        setUp(administration.masterClient(), byOperator);
    }

    private void setUp(@Nullable ClientModel client, boolean takeOver) {
        if (client != null) {
            session.getAllProviders(AssumeModule.class).stream()
                    .flatMap(module -> module.roles().stream())
                    .forEach(role -> setUp(client, role, takeOver));
        }
    }

    private void setUp(ClientModel client, RoleDefinition our, boolean takeOver) {
        Optional<KnownRole> remembered = known.inContainer(client.getId()).stream()
                .filter(role -> role.role().equals(our.role()))
                .findFirst();
        if (remembered.isPresent()
                && client.getRealm().getRoleById(remembered.get().roleId()) != null) {
            return;
        }
        remembered.ifPresent(known::forget);
        RoleModel role = role(client, our, takeOver);
        RoleModel everything = administration.everything(client);
        if (our.partOfRealmAdmin() && everything != null) {
            everything.addCompositeRole(role);
        }
        known.remember(new KnownRole(
                role.getId(), our.role(), realm.getId(), client.getRealm().getId(), client.getId()));
    }

    private RoleModel role(ClientModel client, RoleDefinition our, boolean takeOver) {
        RoleModel namesake = client.getRole(our.role().roleName());
        if (namesake != null && takeOver) {
            return namesake;
        }
        if (namesake != null) {
            namesake.setName(our.role().roleName() + "-" + namesake.getId());
            new Trail(session, clock)
                    .refused(TrailEntry.refused(
                            realm.getId(),
                            caller().map(AdminRequest.Caller::person).orElse(null),
                            null,
                            null,
                            Refusal.ROLE_NOT_YOURS_TO_GIVE));
        }
        RoleModel role = client.addRole(our.role().roleName());
        role.setDescription(our.description());
        return role;
    }

    private Optional<AdminRequest.Caller> caller() {
        return AdminRequest.writing(session).flatMap(AdminRequest::caller);
    }
}
