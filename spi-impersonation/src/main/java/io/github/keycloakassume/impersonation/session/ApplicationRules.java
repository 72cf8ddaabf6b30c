package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.impersonation.keycloak.Application;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import java.util.Collection;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/**
 * Which applications no impersonator gets into, by login or by token exchange: those for administration, those that want no
 * impersonated users, other realms and Keycloak servers that the settings do not name, and in read-only mode those that declare
 * nothing for it.
 */
public final class ApplicationRules {

    /** Client attribute by which an administrator keeps impersonated users out of an application; it lets none in. */
    public static final String CLIENT_ATTRIBUTE = "assume.impersonation";

    private static final String DENY = "deny";

    private ApplicationRules() {}

    /** Why it is not for an impersonator in that mode; empty when it is. */
    public static Optional<Refusal> refusal(KeycloakSession session, Application application, Mode mode) {
        if (application.isForAdministration()
                || DENY.equals(application.attribute(CLIENT_ATTRIBUTE))
                || (application.isAnotherKeycloak(session) && !isTrusted(session, application))) {
            return Optional.of(ImpersonationRefusal.APPLICATION_CLOSED);
        }
        return mode == Mode.READ_ONLY && !application.isOfferedReadOnly()
                ? Optional.of(ImpersonationRefusal.READ_ONLY_NOT_OFFERED)
                : Optional.empty();
    }

    /** What closes one of those applications to an impersonator in that mode; empty when all of them are open. */
    public static Optional<Refusal> refusal(KeycloakSession session, Collection<ClientModel> applications, Mode mode) {
        return applications.stream()
                .distinct()
                .flatMap(client -> refusal(session, new Application(client), mode).stream())
                .findFirst();
    }

    /** Whether the settings of its realm name it: impersonators may enter the other Keycloak behind it. */
    public static boolean isTrusted(KeycloakSession session, Application application) {
        return RealmSettings.of(session, application.realm()).trustedBrokers().contains(application.id());
    }
}
