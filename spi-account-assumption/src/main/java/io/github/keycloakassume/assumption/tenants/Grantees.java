package io.github.keycloakassume.assumption.tenants;

import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.model.Grantee;
import io.github.keycloakassume.assumption.model.GranteeKind;
import io.github.keycloakassume.core.keycloak.ById;
import io.github.keycloakassume.core.keycloak.UserRoles;
import io.github.keycloakassume.core.model.IdText;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.RefusedException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** Whom of the vendor a grant is for: people of the realm itself, or, by id alone, of the administration realm. */
public final class Grantees {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Sight sight;

    public Grantees(KeycloakSession session, RealmModel realm, Sight sight) {
        this.session = session;
        this.realm = realm;
        this.sight = sight;
    }

    /** All that a grant may name somebody by. */
    public static Set<Grantee> of(RealmModel home, UserModel user, @Nullable String identityProvider) {
        Set<Grantee> names = new HashSet<>();
        names.add(new Grantee(GranteeKind.USER, home.getId(), user.getId()));
        UserRoles.rights(user).forEach(role -> names.add(new Grantee(GranteeKind.ROLE, home.getId(), role.getId())));
        UserRoles.rightGroups(user)
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
            throw new RefusedException(GrantRefusal.OWN_GRANT);
        }
    }

    /**
     * The grantee that a wish names, null when it names none. Where the caller may know who is there, a name will do of users
     * and realm roles of the realm itself, and what is unknown is refused; all others name by id, and are told nothing.
     *
     * @param named one kind and an id
     * @throws RefusedException {@code grantee-invalid} when it is not exactly one, is unknown to one who may know, or is no
     *     id of one who may not
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
        return find(kind, only.getValue())
                .or(() -> unseen(kind, only.getValue()))
                .orElseThrow(Grantees::invalid);
    }

    /** One who may not know is not told by a refusal that there is nobody of that id; it lets nobody in. */
    private Optional<Grantee> unseen(GranteeKind kind, String id) {
        boolean isId = switch (kind) {
            case IDENTITY_PROVIDER -> IdText.isPossible(id);
            case USER -> IdText.isMadeByKeycloak(id);
            case ROLE, GROUP -> IdText.isUuid(id);
        };
        return sight == Sight.IDS && isId ? Optional.of(new Grantee(kind, realm.getId(), id)) : Optional.empty();
    }

    private Optional<Grantee> find(GranteeKind kind, String idOrName) {
        RealmModel master = session.realms().getRealmByName(Config.getAdminRealm());
        ById here = new ById(session, realm);
        ById there = new ById(session, master);
        return switch (kind) {
            case USER ->
                first(
                        kind,
                        sight.user(session, realm, idOrName).map(UserModel::getId),
                        there.user(idOrName).map(UserModel::getId),
                        master);
            case ROLE ->
                first(
                        kind,
                        sight.role(session, realm, idOrName).map(RoleModel::getId),
                        there.role(idOrName).map(RoleModel::getId),
                        master);
            case GROUP ->
                first(
                        kind,
                        here.group(idOrName).map(GroupModel::getId),
                        there.group(idOrName).map(GroupModel::getId),
                        master);
            case IDENTITY_PROVIDER ->
                here.identityProvider(idOrName).map(provider -> new Grantee(kind, realm.getId(), provider.getAlias()));
        };
    }

    private Optional<Grantee> first(
            GranteeKind kind, Optional<String> here, Optional<String> inMaster, RealmModel master) {
        return here.map(id -> new Grantee(kind, realm.getId(), id))
                .or(() -> inMaster.map(id -> new Grantee(kind, master.getId(), id)));
    }

    private static RefusedException invalid() {
        return new RefusedException(GrantRefusal.GRANTEE_INVALID);
    }
}
