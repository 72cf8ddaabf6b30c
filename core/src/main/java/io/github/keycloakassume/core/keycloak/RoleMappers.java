package io.github.keycloakassume.core.keycloak;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.broker.provider.ConfigConstants;
import org.keycloak.broker.provider.IdentityProviderMapper;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.IdentityProviderMapperModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.provider.ProviderFactory;

/** The mappers of an identity provider, as far as they give roles and groups. */
public final class RoleMappers {

    /** Of mappers to groups ({@code HardcodedGroupMapper}, {@code AbstractClaimToGroupMapper}). */
    private static final String GROUP = "group";

    private static final String KEYCLOAKS_OWN = "org.keycloak.";

    private final KeycloakSession session;
    private final RealmModel realm;

    public RoleMappers(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * Whether some mapper of a provider may still give that role or group: one of Keycloak's own that is configured to, or
     * another extension's, of which nobody here knows what it does. Keycloak tells of no change to mappers, so this is asked
     * when it matters.
     *
     * @param provider alias of the provider, which may be no more
     * @param held id of the role or of the group
     */
    public boolean mayGive(String provider, String held) {
        return new InRealm(session, realm).call(() -> {
            if (session.identityProviders().getByAlias(provider) == null) {
                return false;
            }
            List<IdentityProviderMapperModel> mappers = session.identityProviders()
                    .getMappersByAliasStream(provider)
                    .toList();
            @Nullable RoleModel role = realm.getRoleById(held);
            @Nullable GroupModel group = role == null ? realm.getGroupById(held) : null;
            return mappers.stream().anyMatch(mapper -> !isKeycloaksOwn(mapper) || names(mapper, role, group));
        });
    }

    private boolean isKeycloaksOwn(IdentityProviderMapperModel mapper) {
        @Nullable
        ProviderFactory<IdentityProviderMapper> factory = session.getKeycloakSessionFactory()
                .getProviderFactory(IdentityProviderMapper.class, mapper.getIdentityProviderMapper());
        return factory == null || factory.getClass().getName().startsWith(KEYCLOAKS_OWN);
    }

    private static boolean names(
            IdentityProviderMapperModel mapper, @Nullable RoleModel role, @Nullable GroupModel group) {
        return (role != null && nameOf(role).equals(mapper.getConfig().get(ConfigConstants.ROLE)))
                || (group != null
                        && KeycloakModelUtils.buildGroupPath(group)
                                .equals(mapper.getConfig().get(GROUP)));
    }

    /** As {@code KeycloakModelUtils.getRoleFromString} reads it. */
    private static String nameOf(RoleModel role) {
        return role.getContainer() instanceof ClientModel client
                ? client.getClientId() + "." + role.getName()
                : role.getName();
    }
}
