package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.impersonation.keycloak.Application;
import io.github.keycloakassume.impersonation.model.IdText;
import io.github.keycloakassume.impersonation.model.Mode;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.session.ApplicationRules;
import io.github.keycloakassume.impersonation.session.RealmSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The applications that tokens on behalf of a user are to be good for. */
final class OnBehalfOfAudience {

    private OnBehalfOfAudience() {}

    /** An application to whom tokens may be addressed: there is one of that client id, and it is enabled. */
    static Optional<ClientModel> find(RealmModel realm, String clientId) {
        return Optional.of(clientId)
                .filter(IdText::canBeStored)
                .map(realm::getClientByClientId)
                .filter(ClientModel::isEnabled);
    }

    /** The application that asks, and all that the tokens are to be good for, must be open to impersonators. */
    static Optional<Refusal> refusal(
            KeycloakSession session, RealmModel realm, ClientModel client, List<ClientModel> audience) {
        Mode mode = RealmSettings.of(session, realm).defaultMode();
        return Stream.concat(Stream.of(client), audience.stream())
                .distinct()
                .map(Application::new)
                .flatMap(application -> ApplicationRules.refusal(session, application, mode).stream())
                .findFirst();
    }
}
