package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.core.model.IdText;
import java.util.Optional;
import org.keycloak.models.ClientModel;
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
}
