package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.keycloak.LoginStrength;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.session.ReviewAtApplication;
import java.util.List;
import java.util.Objects;
import org.keycloak.Config;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.protocol.ResponseType;
import org.keycloak.dom.saml.v2.protocol.ResponseType.RTChoiceType;
import org.keycloak.dom.saml.v2.protocol.StatusResponseType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.saml.preprocessor.SamlAuthenticationPreprocessor;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Seals every SAML assertion after all mappers and before it is signed, stored for an artifact or encrypted
 * ({@code SamlProtocol.transformLoginResponse}). It belongs to the server, not to a client or a scope, so that no client
 * can be without it.
 */
public final class SealedAssertions implements SamlAuthenticationPreprocessor {

    @Override
    public StatusResponseType beforeSendingResponse(
            StatusResponseType statusResponse, AuthenticatedClientSessionModel clientSession) {
        // Keycloak asks the factory itself (SamlSessionUtils), so no session has been handed over.
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        // Single sign-on lets none come this far; should another way, Keycloak shows an error.
        if (Marks.isStray(session, clientSession.getUserSession())) {
            throw new RefusedException(ImpersonationRefusal.STRAY_IMPERSONATION);
        }
        Marks.of(session, clientSession.getUserSession())
                .filter(mark -> new ReviewAtApplication(session, new KeycloakClock()).forbids(clientSession, mark))
                .ifPresent(mark -> {
                    throw new RefusedException(ImpersonationRefusal.IMPERSONATION_NOT_ACTIVE);
                });
        if (statusResponse instanceof ResponseType response) {
            List.copyOf(response.getAssertions()).stream()
                    .map(RTChoiceType::getAssertion)
                    .filter(Objects::nonNull)
                    .forEach(assertion -> response.replaceAssertion(
                            assertion.getID(), new RTChoiceType(sealed(session, assertion, clientSession))));
        }
        return statusResponse;
    }

    private static AssertionType sealed(
            KeycloakSession session, AssertionType assertion, AuthenticatedClientSessionModel participant) {
        AssertionType innocent = ActingAttributes.removedFrom(assertion);
        return Marks.of(session, participant.getUserSession())
                .map(mark -> sealed(innocent, mark, participant))
                .orElse(innocent);
    }

    private static AssertionType sealed(
            AssertionType assertion, ImpersonationMark mark, AuthenticatedClientSessionModel participant) {
        UserSessionModel login = participant.getUserSession();
        AssertionType sealed = new AssertionTimeBox(mark.endsAt(), LoginStrength.notedAt(login)).close(assertion);
        AssertionAudience.restrict(sealed, participant.getClient().getClientId(), participant.getRedirectUri());
        sealed.addStatement(ActingAttributes.of(mark));
        return sealed;
    }

    @Override
    public SamlAuthenticationPreprocessor create(KeycloakSession session) {
        return this;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "assume-sealed-assertions";
    }
}
