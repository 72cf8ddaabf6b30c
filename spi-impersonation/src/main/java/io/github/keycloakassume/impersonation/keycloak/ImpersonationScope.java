package io.github.keycloakassume.impersonation.keycloak;

import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientModel.ClientUpdatedEvent;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmModel.RealmPostCreateEvent;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.provider.ProviderEvent;

/** The client scope that brings a protocol mapper of ours to every OIDC client of every realm. */
public final class ImpersonationScope {

    /** Name of the client scope; it is not part of any token's {@code scope}. */
    public static final String NAME = "assume-impersonation";

    private static final String SET_UP_TASK = "assume-impersonation-scope";

    private final String mapperId;

    /**
     * The scope that carries that mapper.
     *
     * @param mapperId provider id of the protocol mapper
     */
    public ImpersonationScope(String mapperId) {
        this.mapperId = mapperId;
    }

    /** Sets up the realms there are and those to come, and attaches the scope again when a client without it is saved. */
    public void keepAttached(KeycloakSessionFactory factory) {
        EveryRealm.atStart(factory, SET_UP_TASK, (session, realm) -> setUp(realm));
        factory.register(this::on);
    }

    /** Attaches the scope to a client that lost it: where somebody logs in as somebody else it must be there. */
    public static void attachTo(ClientModel client) {
        ClientScopeModel scope = KeycloakModelUtils.getClientScopeByName(client.getRealm(), NAME);
        if (scope != null) {
            attach(client, scope);
        }
    }

    private void on(ProviderEvent event) {
        if (event instanceof RealmPostCreateEvent created) {
            setUp(created.getCreatedRealm());
        } else if (event instanceof ClientUpdatedEvent updated) {
            attachTo(updated.getUpdatedClient());
        }
    }

    private void setUp(RealmModel realm) {
        ClientScopeModel present = KeycloakModelUtils.getClientScopeByName(realm, NAME);
        if (present == null) {
            ClientScopeModel scope = create(realm);
            realm.addDefaultClientScope(scope, true);
            realm.getClientsStream().toList().forEach(client -> attach(client, scope));
        } else if (present.getProtocolMappersStream()
                .noneMatch(mapper -> mapper.getProtocolMapper().equals(mapperId))) {
            present.addProtocolMapper(mapper());
        }
    }

    private ClientScopeModel create(RealmModel realm) {
        ClientScopeModel scope = realm.addClientScope(NAME);
        scope.setDescription(
                "Keycloak Assume: act and impersonation in userinfo and ID tokens of impersonated sessions");
        scope.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        scope.setDisplayOnConsentScreen(false);
        scope.setIncludeInTokenScope(false);
        scope.addProtocolMapper(mapper());
        return scope;
    }

    private ProtocolMapperModel mapper() {
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setName("impersonation");
        mapper.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        mapper.setProtocolMapper(mapperId);
        mapper.setConfig(Map.of(
                OIDCAttributeMapperHelper.INCLUDE_IN_ID_TOKEN, "true",
                OIDCAttributeMapperHelper.INCLUDE_IN_USERINFO, "true"));
        return mapper;
    }

    private static void attach(ClientModel client, ClientScopeModel scope) {
        boolean oidc = client.getProtocol() == null || OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol());
        if (oidc && !client.isBearerOnly() && !client.getClientScopes(true).containsKey(NAME)) {
            client.addClientScope(scope, true);
        }
    }
}
