package io.github.keycloakassume.assumption.tenants;

import io.github.keycloakassume.assumption.model.Grantee;
import io.github.keycloakassume.assumption.model.GranteeKind;
import io.github.keycloakassume.impersonation.keycloak.Directory;
import io.github.keycloakassume.impersonation.model.Person;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.RefusedException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/** Whom of the vendor a grant is for: people of the realm itself, or, by id alone, of the administration realm. */
public final class Grantees {

    /** Of users who are kept in Keycloak itself. */
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F-]{36}");

    private final KeycloakSession session;
    private final RealmModel realm;

    public Grantees(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** All that a grant may name somebody by. */
    public static Set<Grantee> of(RealmModel home, UserModel user, @Nullable String identityProvider) {
        Set<Grantee> names = new HashSet<>();
        names.add(new Grantee(GranteeKind.USER, home.getId(), user.getId()));
        RoleUtils.getDeepUserRoleMappings(user)
                .forEach(role -> names.add(new Grantee(GranteeKind.ROLE, home.getId(), role.getId())));
        user.getGroupsStream()
                .flatMap(group -> Stream.iterate(group, above -> above != null, GroupModel::getParent))
                .forEach(group -> names.add(new Grantee(GranteeKind.GROUP, home.getId(), group.getId())));
        if (identityProvider != null) {
            names.add(new Grantee(GranteeKind.IDENTITY_PROVIDER, home.getId(), identityProvider));
        }
        return names;
    }

    /** Whether somebody of this realm is among those a grantee means, by whatever way he logs in; every vendor is nobody here. */
    public boolean isOneOf(UserModel user, @Nullable Grantee grantee) {
        if (grantee == null) {
            return false;
        }
        if (grantee.kind() != GranteeKind.IDENTITY_PROVIDER) {
            return of(realm, user, null).contains(grantee);
        }
        return grantee.realmId().equals(realm.getId())
                && session.users()
                        .getFederatedIdentitiesStream(realm, user)
                        .anyMatch(link -> link.getIdentityProvider().equals(grantee.id()));
    }

    /**
     * Nobody decides for himself.
     *
     * @throws RefusedException {@code own-grant} where he is among those whom the grantee means, or is gone
     */
    public void requireOthersThan(Person decider, @Nullable Grantee grantee) {
        UserModel user = session.users().getUserById(realm, decider.userId());
        if (user == null || isOneOf(user, grantee)) {
            throw new RefusedException(Refusal.OWN_GRANT);
        }
    }

    /**
     * The grantee that a wish names, null when it names none.
     *
     * @param named one kind and an id; of users and realm roles of the realm itself a name will do
     * @throws RefusedException {@code grantee-invalid} when it is not exactly one, or unknown
     */
    public @Nullable Grantee find(Map<String, String> named) {
        if (named.isEmpty()) {
            return null;
        }
        if (named.size() > 1) {
            throw invalid();
        }
        Map.Entry<String, String> only = named.entrySet().iterator().next();
        GranteeKind kind = GranteeKind.ofWireName(only.getKey()).orElseThrow(Grantees::invalid);
        return find(kind, only.getValue()).orElseThrow(Grantees::invalid);
    }

    private Optional<Grantee> find(GranteeKind kind, String idOrName) {
        RealmModel master = session.realms().getRealmByName(Config.getAdminRealm());
        return switch (kind) {
            case USER ->
                first(
                        kind,
                        new Directory(session, realm).find(idOrName).map(UserModel::getId),
                        Optional.of(idOrName)
                                .filter(id -> ID.matcher(id).matches())
                                .map(id -> session.users().getUserById(master, id))
                                .map(UserModel::getId),
                        master);
            case ROLE ->
                first(
                        kind,
                        Optional.ofNullable(realm.getRoleById(idOrName))
                                .or(() -> Optional.ofNullable(realm.getRole(idOrName)))
                                .map(RoleModel::getId),
                        Optional.ofNullable(master.getRoleById(idOrName)).map(RoleModel::getId),
                        master);
            case GROUP ->
                first(
                        kind,
                        Optional.ofNullable(realm.getGroupById(idOrName)).map(GroupModel::getId),
                        Optional.ofNullable(master.getGroupById(idOrName)).map(GroupModel::getId),
                        master);
            case IDENTITY_PROVIDER ->
                Optional.ofNullable(session.identityProviders().getByAlias(idOrName))
                        .map(provider -> new Grantee(kind, realm.getId(), provider.getAlias()));
        };
    }

    private Optional<Grantee> first(
            GranteeKind kind, Optional<String> here, Optional<String> inMaster, RealmModel master) {
        return here.map(id -> new Grantee(kind, realm.getId(), id))
                .or(() -> inMaster.map(id -> new Grantee(kind, master.getId(), id)));
    }

    private static RefusedException invalid() {
        return new RefusedException(Refusal.GRANTEE_INVALID);
    }
}
