package io.github.keycloakassume.assumption.mail;

import io.github.keycloakassume.assumption.model.Grantee;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.core.keycloak.ById;
import io.github.keycloakassume.core.keycloak.InRealm;
import io.github.keycloakassume.core.keycloak.KnownUsers;
import io.github.keycloakassume.core.keycloak.Memberships;
import io.github.keycloakassume.core.model.Person;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.GroupModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** How mails call people and things; by its id what is gone. */
final class Names {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final KnownUsers users;

    /** Of what the tenants of a realm have to do with. */
    Names(KeycloakSession session, RealmModel realm, KnownUsers users) {
        this.session = session;
        this.realm = realm;
        this.users = users;
    }

    static String of(RealmModel realm) {
        String name = realm.getDisplayName();
        return isBlank(name) ? realm.getName() : name;
    }

    String of(Scope scope) {
        return switch (scope.kind()) {
            case REALM -> of(realm);
            case ORGANIZATION ->
                new Memberships(session, realm)
                        .find(scope.targetId())
                        .map(OrganizationModel::getName)
                        .orElse(scope.targetId());
            case USER -> user(realm, scope.targetId()).orElse(scope.targetId());
        };
    }

    /** The name he has now, of one who is gone the one he had then. */
    String of(Person person) {
        return home(person.realmId())
                .flatMap(home -> user(home, person.userId()))
                .orElse(person.username());
    }

    String of(Grantee grantee) {
        return home(grantee.realmId()).flatMap(home -> find(home, grantee)).orElse(grantee.id());
    }

    /** The realm of that id by name, null when it is the one that all is about. */
    @Nullable
    String ofOtherRealm(String realmId) {
        return realmId.equals(realm.getId())
                ? null
                : home(realmId).map(Names::of).orElse(realmId);
    }

    private Optional<String> find(RealmModel home, Grantee grantee) {
        String id = grantee.id();
        return switch (grantee.kind()) {
            case USER -> user(home, id);
            case ROLE -> new ById(session, home).role(id).map(RoleModel::getName);
            case GROUP -> new ById(session, home).group(id).map(GroupModel::getName);
            case IDENTITY_PROVIDER ->
                new InRealm(session, home)
                        .call(() -> Optional.ofNullable(
                                        session.identityProviders().getByAlias(id))
                                .map(IdentityProviderModel::getDisplayName)
                                .filter(name -> !isBlank(name)));
        };
    }

    private Optional<String> user(RealmModel home, String id) {
        KnownUsers ofHome = home.equals(realm) ? users : new KnownUsers(session, home);
        return ofHome.find(id).map(KnownUsers.Known::displayName);
    }

    private Optional<RealmModel> home(String realmId) {
        return realmId.equals(realm.getId())
                ? Optional.of(realm)
                : Optional.ofNullable(session.realms().getRealm(realmId));
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
