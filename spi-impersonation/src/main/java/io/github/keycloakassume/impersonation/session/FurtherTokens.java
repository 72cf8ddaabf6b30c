package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.keycloak.ImpersonatedSessions;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/** A token on behalf of a user is exchanged once more, by another application or for another: in the same impersonation. */
public final class FurtherTokens {

    private final KeycloakSession session;
    private final Clock clock;

    public FurtherTokens(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /**
     * The session to make them in, never a copy of it.
     *
     * @param login the session of the token, as Keycloak has found or copied it
     * @param issuedFor the application that the token was issued for
     * @param client which exchanges
     * @param audience the applications that the tokens are to be good for
     * @throws RefusedException {@code exchange-while-impersonated} when it is none on behalf of a user, {@code
     *     impersonation-not-active}, or what closes one of the applications: the one that acts on behalf of the user, the one that
     *     the token was issued for, the one that exchanges, or one of the audience
     */
    public UserSessionModel sessionOf(
            UserSessionModel login, @Nullable ClientModel issuedFor, ClientModel client, List<ClientModel> audience) {
        ImpersonationMark mark = Marks.of(session, login)
                .filter(found -> found.via().isOnBehalf())
                .orElseThrow(() -> new RefusedException(ImpersonationRefusal.EXCHANGE_WHILE_IMPERSONATED));
        ActingApplication.refusal(session, login.getRealm(), mark.via(), mark.mode())
                .or(() -> ApplicationRules.refusal(session, all(issuedFor, client, audience), mark.mode()))
                .ifPresent(refusal -> {
                    throw new RefusedException(refusal);
                });
        return new ImpersonationStore(session)
                .find(login.getRealm().getId(), mark.impersonationId())
                .filter(known -> known.state(clock.instant()) == Impersonation.State.ACTIVE)
                .flatMap(known -> new ImpersonatedSessions(session, login.getRealm()).forTokensOf(known, client))
                .orElseThrow(() -> new RefusedException(ImpersonationRefusal.IMPERSONATION_NOT_ACTIVE));
    }

    private static List<ClientModel> all(
            @Nullable ClientModel issuedFor, ClientModel client, List<ClientModel> audience) {
        return Stream.of(Stream.ofNullable(issuedFor), Stream.of(client), audience.stream())
                .flatMap(clients -> clients)
                .toList();
    }
}
