package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.schedule.CoreLine;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientScopeModel.ClientScopeRemovedEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.provider.ProviderEvent;

/**
 * Sees to it that each realm has the client scope {@link ImpersonateScope}: attached to no client, and mapped to the impersonation
 * rights, so that Keycloak gives it to their holders alone ({@code DefaultClientSessionContext.isClientScopePermittedForUser}).
 */
public final class ImpersonateScopeOfRealm {

    private static final Logger LOG = Logger.getLogger(ImpersonateScopeOfRealm.class);

    private ImpersonateScopeOfRealm() {}

    /**
     * Creates it, or completes it; a scope of that name that has nothing to do with impersonation is left as it is and told
     * of in the log. Needs our roles to be there.
     */
    public static void setUp(KeycloakSession session, RealmModel realm) {
        List<RoleModel> rights = ImpersonateScope.rights(session, realm);
        if (rights.isEmpty()) {
            return;
        }
        ClientScopeModel present = ImpersonateScope.named(realm);
        if (present == null) {
            complete(create(realm), rights);
        } else if (ImpersonateScope.isOurs(session, realm, present)) {
            complete(present, rights);
        } else {
            CoreLine.SCOPE_TAKEN.log(LOG, null, realm.getName() + " (" + realm.getId() + ")", ImpersonateScope.NAME);
        }
    }

    /** Creates it again once its removal is committed, unless the realm goes too. */
    public static void on(ProviderEvent event) {
        if (event instanceof ClientScopeRemovedEvent removed
                && ImpersonateScope.NAME.equals(removed.getClientScope().getName())) {
            KeycloakSession session = removed.getKeycloakSession();
            OwnTransaction transaction = new OwnTransaction(session);
            String realmId = removed.getClientScope().getRealm().getId();
            AfterCommit.of(session, () -> restore(transaction, realmId));
        }
    }

    private static void restore(OwnTransaction transaction, String realmId) {
        try {
            transaction.run(own -> {
                @Nullable RealmModel realm = own.realms().getRealm(realmId);
                if (realm != null) {
                    own.getContext().setRealm(realm);
                    setUp(own, realm);
                }
            });
        } catch (ModelDuplicateException e) {
            LOG.debugf(e, "Client scope %s of realm %s was created at the same moment", ImpersonateScope.NAME, realmId);
        }
    }

    private static ClientScopeModel create(RealmModel realm) {
        ClientScopeModel scope = realm.addClientScope(ImpersonateScope.NAME);
        scope.setDescription(
                "Keycloak Assume: lets an application act for other users, as far as the user of its token may"
                        + " impersonate them (on-behalf-of token exchange)");
        scope.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        scope.setDisplayOnConsentScreen(true);
        scope.setConsentScreenText("Act for other users, as far as you may impersonate them");
        scope.setIncludeInTokenScope(true);
        return scope;
    }

    /** A scope that every new client gets would keep public clients from being made. */
    private static void complete(ClientScopeModel scope, List<RoleModel> rights) {
        rights.stream().filter(right -> !scope.hasDirectScope(right)).forEach(scope::addScopeMapping);
        if (ImpersonateScope.isForAllNew(scope.getRealm())) {
            scope.getRealm().removeDefaultClientScope(scope);
        }
    }
}
