package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.schedule.Attempt;
import io.github.keycloakassume.core.schedule.CoreLine;
import java.util.List;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;

/** What every realm shall have: the realms there are, when Keycloak starts. */
public final class EveryRealm {

    private static final Logger LOG = Logger.getLogger(EveryRealm.class);
    private static final int TIMEOUT_SECONDS = 600;

    private EveryRealm() {}

    /**
     * Sets every realm up when Keycloak starts: on one node at a time, each realm in a transaction of its own. One that fails
     * costs no other and not the start: the log has it as an error, and it is tried again at the next start. Until then the
     * realm is as if it had never been set up: nothing that keeps anyone out may depend on that.
     *
     * @param name names the work in the cluster
     * @param setUp must bear to be done again; the realm is that of the session's context
     */
    public static void atStart(
            KeycloakSessionFactory factory, String name, BiConsumer<KeycloakSession, RealmModel> setUp) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                setUpAll(factory, name, setUp);
            }
        });
    }

    private static void setUpAll(
            KeycloakSessionFactory factory, String name, BiConsumer<KeycloakSession, RealmModel> setUp) {
        LogNames names = new LogNames(new OwnTransaction(factory));
        KeycloakModelUtils.runJobInTransaction(factory, session -> {
            List<String> realms =
                    session.realms().getRealmsStream().map(RealmModel::getId).toList();
            session.getProvider(ClusterProvider.class).executeIfNotExecuted(name, TIMEOUT_SECONDS, () -> {
                realms.forEach(realm -> Attempt.at(
                        () -> setUpInOwnTransaction(factory, realm, setUp),
                        e -> CoreLine.REALM_NOT_SET_UP.log(LOG, e, names.realm(realm), name, e)));
                return null;
            });
        });
    }

    private static void setUpInOwnTransaction(
            KeycloakSessionFactory factory, String realmId, BiConsumer<KeycloakSession, RealmModel> setUp) {
        try {
            KeycloakModelUtils.runJobInTransaction(factory, session -> {
                RealmModel realm = session.realms().getRealm(realmId);
                if (realm != null) {
                    session.getContext().setRealm(realm);
                    setUp.accept(session, realm);
                }
            });
        } catch (ModelDuplicateException e) {
            LOG.debugf(e, "Another node has set realm %s up at the same time", realmId);
        }
    }
}
