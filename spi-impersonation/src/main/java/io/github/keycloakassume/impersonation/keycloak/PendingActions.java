package io.github.keycloakassume.impersonation.keycloak;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The required actions that a login in this browser would come to. */
public final class PendingActions {

    private final KeycloakSession session;
    private final RealmModel realm;

    public PendingActions(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /** Whether somebody logs in as somebody else and would be asked for an action that we do not know. */
    public boolean wouldAskImpersonator() {
        return login().filter(login -> Marks.isCarriedBy(session, login))
                .filter(this::asks)
                .isPresent();
    }

    /** The login that the request names, by the cookie and parameters that Keycloak goes by. */
    private Optional<AuthenticationSessionModel> login() {
        ClientModel client = realm.getClientByClientId(parameter(Constants.CLIENT_ID));
        return Optional.ofNullable(client)
                .map(known -> new AuthenticationSessionManager(session)
                        .getCurrentAuthenticationSession(realm, known, parameter(Constants.TAB_ID)));
    }

    private boolean asks(AuthenticationSessionModel login) {
        return Stream.concat(
                        login.getAuthenticatedUser().getRequiredActionsStream(), login.getRequiredActions().stream())
                .map(realm::getRequiredActionProviderByAlias)
                .filter(Objects::nonNull)
                .filter(RequiredActionProviderModel::isEnabled)
                .map(action -> session.getKeycloakSessionFactory()
                        .getProviderFactory(RequiredActionProvider.class, action.getProviderId()))
                .anyMatch(factory -> !(factory instanceof QuietAction));
    }

    private String parameter(String name) {
        String value = session.getContext().getUri().getQueryParameters().getFirst(name);
        return value == null ? "" : value;
    }
}
