package io.github.keycloakassume.impersonation.keycloak;

import java.util.function.Function;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * A required action that stays what it is for the user himself, and is silent for those who are him: it neither asks nor
 * blocks, and nothing of it is done or newly asked of the user.
 */
interface QuietAction extends RequiredActionFactory {

    /** Neither sets anything in motion nor shows a page; what is pending stays so. */
    RequiredActionProvider SILENCE = new RequiredActionProvider() {
        @Override
        public void evaluateTriggers(RequiredActionContext context) {}

        @Override
        public void requiredActionChallenge(RequiredActionContext context) {
            context.ignore();
        }

        @Override
        public void processAction(RequiredActionContext context) {
            context.ignore();
        }

        @Override
        public void close() {}
    };

    /** Keycloak's own provider, or silence in a login as somebody else. */
    static RequiredActionProvider orSilence(
            KeycloakSession session, Function<KeycloakSession, RequiredActionProvider> stock) {
        return Marks.isCarriedBy(session, session.getContext().getAuthenticationSession())
                ? SILENCE
                : stock.apply(session);
    }
}
