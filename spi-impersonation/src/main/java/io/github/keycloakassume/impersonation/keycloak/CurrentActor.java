package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.spi.Impersonator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Who acts in an impersonation that has started, as they are now. */
public final class CurrentActor {

    private final KeycloakSession session;
    private final RealmModel realm;

    /**
     * Those who act in one realm.
     *
     * @param realm of the subjects
     */
    public CurrentActor(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * The person by the login that they act from, or the service account; empty when that login has ended, or the user or the
     * client is disabled or gone, or the client that exchanges their tokens.
     */
    public Optional<Impersonator> of(Impersonation started) {
        return mayAct(started.via().clientId()) ? found(started) : Optional.empty();
    }

    /** Whether the client that exchanges tokens there is enabled; there may be none. */
    private boolean mayAct(@Nullable String exchangingClient) {
        if (exchangingClient == null) {
            return true;
        }
        @Nullable ClientModel client = realm.getClientById(exchangingClient);
        return client != null && client.isEnabled();
    }

    private Optional<Impersonator> found(Impersonation started) {
        return started.via().isByService()
                ? Optional.ofNullable(started.start())
                        .flatMap(start -> account(started.impersonator(), start.impersonatorSessionId()))
                        .map(account -> EvaluatedImpersonator.ofServiceAccount(session, realm, account))
                : new ImpersonatedSessions(session, realm)
                        .own(started)
                        .map(own -> EvaluatedImpersonator.ofLogin(session, realm, own));
    }

    /** Whether there is none any more; costs no query for what Keycloak has in its caches. */
    public boolean isGone(Impersonation started) {
        return of(started).isEmpty();
    }

    /** Service accounts act in their own realm alone: a subject token is one of the subject's realm. */
    private Optional<UserModel> account(Person known, String clientId) {
        @Nullable ClientModel client = realm.getClientById(clientId);
        if (client == null
                || !client.isEnabled()
                || !client.isServiceAccountsEnabled()
                || !known.realmId().equals(realm.getId())) {
            return Optional.empty();
        }
        return Optional.ofNullable(session.users().getUserById(realm, known.userId()))
                .filter(user -> user.isEnabled() && client.getId().equals(user.getServiceAccountClientLink()));
    }
}
