package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.AfterCommit;
import io.github.keycloakassume.core.keycloak.EveryRealm;
import io.github.keycloakassume.core.keycloak.OwnTransaction;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientModel.ClientUpdatedEvent;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelException;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmModel.RealmPostCreateEvent;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.provider.ProviderEvent;

/**
 * The client scope that brings the protocol mapper of this extension to every OIDC client of every realm. A convenience, not
 * a guarantee: administrators of clients can change it. It is restored at the start of the server, when a client is saved
 * that lost it, and after a login of an impersonated session.
 */
public final class ImpersonationScope {

    /** Name of the client scope; it is not part of any token's {@code scope}. */
    public static final String NAME = "assume-impersonation";

    /** Provider id of the protocol mapper in it. */
    public static final String MAPPER = "oidc-assume-impersonation-mapper";

    private static final Logger LOG = Logger.getLogger(ImpersonationScope.class);

    private static final String SET_UP_TASK = "assume-impersonation-scope";

    private static final Map<String, String> MAPPER_CONFIG = Map.of(
            OIDCAttributeMapperHelper.INCLUDE_IN_ID_TOKEN, "true",
            OIDCAttributeMapperHelper.INCLUDE_IN_USERINFO, "true");

    private ImpersonationScope() {}

    /** Sets up the realms there are and those to come, and attaches the scope again when a client without it is saved. */
    public static void keepAttached(KeycloakSessionFactory factory) {
        EveryRealm.atStart(factory, SET_UP_TASK, (session, realm) -> setUp(realm));
        factory.register(ImpersonationScope::on);
    }

    /** Gives the scope back to a client that lost it, as it was made. */
    public static void restoreFor(ClientModel client) {
        attach(client, restored(client.getRealm()));
    }

    /**
     * The same once this login is committed, in a transaction of its own: a login writes nothing that another may write at
     * the same moment. Where nothing is missing, which is nearly always, it looks at what Keycloak has loaded.
     */
    public static void restoreAfterLogin(KeycloakSession session, ClientModel client) {
        if (isIntactFor(client)) {
            return;
        }
        OwnTransaction transaction = new OwnTransaction(session);
        String realmId = client.getRealm().getId();
        String clientId = client.getId();
        AfterCommit.of(session, () -> {
            try {
                transaction.run(own -> restoreIn(own, realmId, clientId));
            } catch (ModelException e) {
                LOG.debugf(e, "Client scope %s was not restored for client %s; another login did", NAME, clientId);
            }
        });
    }

    private static void restoreIn(KeycloakSession own, String realmId, String clientId) {
        RealmModel realm = own.realms().getRealm(realmId);
        own.getContext().setRealm(realm);
        ClientModel client = realm == null ? null : realm.getClientById(clientId);
        if (client != null) {
            restoreFor(client);
        }
    }

    private static boolean isIntactFor(ClientModel client) {
        ClientScopeModel scope = KeycloakModelUtils.getClientScopeByName(client.getRealm(), NAME);
        return scope != null
                && OIDCLoginProtocol.LOGIN_PROTOCOL.equals(scope.getProtocol())
                && hasItsMapperAlone(scope)
                && scope.getScopeMappingsStream().findAny().isEmpty()
                && (!takes(client) || client.getClientScopes(true).containsKey(NAME));
    }

    private static boolean hasItsMapperAlone(ClientScopeModel scope) {
        List<ProtocolMapperModel> mappers = scope.getProtocolMappersStream().toList();
        return mappers.size() == 1 && isIntact(mappers.get(0));
    }

    private static boolean takes(ClientModel client) {
        return (client.getProtocol() == null || OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol()))
                && !client.isBearerOnly();
    }

    private static void on(ProviderEvent event) {
        if (event instanceof RealmPostCreateEvent created) {
            setUp(created.getCreatedRealm());
        } else if (event instanceof ClientUpdatedEvent updated) {
            ClientModel client = updated.getUpdatedClient();
            // While a realm is imported its scopes may not be there yet.
            if (KeycloakModelUtils.getClientScopeByName(client.getRealm(), NAME) != null) {
                restoreFor(client);
            }
        }
    }

    private static void setUp(RealmModel realm) {
        boolean first = KeycloakModelUtils.getClientScopeByName(realm, NAME) == null;
        ClientScopeModel scope = restored(realm);
        if (first) {
            realm.addDefaultClientScope(scope, true);
            realm.getClientsStream().toList().forEach(client -> attach(client, scope));
        }
    }

    /** Its mapper alone and as it was made; a role among its scope mappings would keep it from users without that role. */
    private static ClientScopeModel restored(RealmModel realm) {
        ClientScopeModel present = KeycloakModelUtils.getClientScopeByName(realm, NAME);
        ClientScopeModel scope = present == null ? create(realm) : present;
        if (!OIDCLoginProtocol.LOGIN_PROTOCOL.equals(scope.getProtocol())) {
            scope.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        }
        if (!hasItsMapperAlone(scope)) {
            scope.getProtocolMappersStream().toList().forEach(scope::removeProtocolMapper);
            scope.addProtocolMapper(mapper());
        }
        scope.getScopeMappingsStream().toList().forEach(scope::deleteScopeMapping);
        return scope;
    }

    private static boolean isIntact(ProtocolMapperModel mapper) {
        return MAPPER.equals(mapper.getProtocolMapper())
                && OIDCLoginProtocol.LOGIN_PROTOCOL.equals(mapper.getProtocol())
                && mapper.getConfig().entrySet().containsAll(MAPPER_CONFIG.entrySet());
    }

    private static ClientScopeModel create(RealmModel realm) {
        ClientScopeModel scope = realm.addClientScope(NAME);
        scope.setDescription(
                "Keycloak Assume: act and impersonation in userinfo and ID tokens of impersonated sessions");
        scope.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        scope.setDisplayOnConsentScreen(false);
        scope.setIncludeInTokenScope(false);
        return scope;
    }

    private static ProtocolMapperModel mapper() {
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setName("impersonation");
        mapper.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        mapper.setProtocolMapper(MAPPER);
        mapper.setConfig(MAPPER_CONFIG);
        return mapper;
    }

    private static void attach(ClientModel client, ClientScopeModel scope) {
        if (takes(client) && !client.getClientScopes(true).containsKey(NAME)) {
            client.addClientScope(scope, true);
        }
    }
}
