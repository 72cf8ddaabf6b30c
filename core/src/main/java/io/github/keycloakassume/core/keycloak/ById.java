package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.model.IdText;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * What a realm knows by an id that a caller sent: something or nothing, whatever was sent. Keycloak's own look-ups fail on
 * some texts (see {@link IdText#isPossible}); organizations are for {@link Memberships#find}.
 */
public final class ById {

    private final KeycloakSession session;
    private final RealmModel realm;

    public ById(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** The user of exactly that id: some databases find it in other spellings, too. */
    public Optional<UserModel> user(String id) {
        return find(id, known -> session.users().getUserById(realm, known)).filter(user -> id.equals(user.getId()));
    }

    public Optional<RoleModel> role(String id) {
        return find(id, realm::getRoleById).filter(role -> id.equals(role.getId()));
    }

    public Optional<GroupModel> group(String id) {
        return find(id, realm::getGroupById).filter(group -> id.equals(group.getId()));
    }

    public Optional<ClientModel> client(String id) {
        return find(id, realm::getClientById).filter(client -> id.equals(client.getId()));
    }

    /**
     * The identity provider of exactly that alias, which is what others know it by: some databases find it in other spellings,
     * too, and all that is compared with what was sent would miss it.
     */
    public Optional<IdentityProviderModel> identityProvider(String alias) {
        return find(
                alias,
                known -> new InRealm(session, realm)
                        .call(() -> Optional.ofNullable(
                                        session.identityProviders().getByAlias(known))
                                .filter(found -> known.equals(found.getAlias())))
                        .orElse(null));
    }

    private static <T> Optional<T> find(String id, Function<String, @Nullable T> lookUp) {
        return IdText.isPossible(id) ? Optional.ofNullable(lookUp.apply(id)) : Optional.empty();
    }
}
