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
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.provider.ProviderEvent;

/** The client scope that brings a protocol mapper of ours to every OIDC client of every realm. */
public final class ImpersonationScope {

    /** Name of the client scope; it is not part of any token's {@code scope}. */
    public static final String NAME = "assume-impersonation";

    private final String mapperId;

    /**
     * The scope that carries that mapper.
     *
     * @param mapperId provider id of the protocol mapper
     */
    public ImpersonationScope(String mapperId) {
        this.mapperId = mapperId;
    }

    /** Sets up the realms there are and those to come, and attaches the scope again where a client lost it. */
    public void keepAttached(KeycloakSessionFactory factory) {
        factory.register(this::on);
    }

    private void on(ProviderEvent event) {
        if (event instanceof PostMigrationEvent migrated) {
            setUpAllRealms(migrated.getFactory());
        } else if (event instanceof RealmPostCreateEvent created) {
            setUp(created.getCreatedRealm());
        } else if (event instanceof ClientUpdatedEvent updated) {
            ClientModel client = updated.getUpdatedClient();
            ClientScopeModel scope = KeycloakModelUtils.getClientScopeByName(client.getRealm(), NAME);
            if (scope != null) {
                attach(client, scope);
            }
        }
    }

    private void setUpAllRealms(KeycloakSessionFactory factory) {
        KeycloakModelUtils.runJobInTransaction(
                factory,
                session -> session.realms().getRealmsStream().toList().forEach(realm -> {
                    session.getContext().setRealm(realm);
                    setUp(realm);
                }));
    }

    private void setUp(RealmModel realm) {
        if (KeycloakModelUtils.getClientScopeByName(realm, NAME) == null) {
            ClientScopeModel scope = create(realm);
            realm.addDefaultClientScope(scope, true);
            realm.getClientsStream().toList().forEach(client -> attach(client, scope));
        }
    }

    private ClientScopeModel create(RealmModel realm) {
        ClientScopeModel scope = realm.addClientScope(NAME);
        scope.setDescription(
                "Keycloak Assume: act and impersonation in userinfo and ID tokens of impersonated sessions");
        scope.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        scope.setDisplayOnConsentScreen(false);
        scope.setIncludeInTokenScope(false);
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setName("impersonation");
        mapper.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        mapper.setProtocolMapper(mapperId);
        mapper.setConfig(Map.of(
                OIDCAttributeMapperHelper.INCLUDE_IN_ID_TOKEN, "true",
                OIDCAttributeMapperHelper.INCLUDE_IN_USERINFO, "true"));
        scope.addProtocolMapper(mapper);
        return scope;
    }

    private static void attach(ClientModel client, ClientScopeModel scope) {
        boolean oidc = client.getProtocol() == null || OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol());
        if (oidc && !client.isBearerOnly() && !client.getClientScopes(true).containsKey(NAME)) {
            client.addClientScope(scope, true);
        }
    }
}
