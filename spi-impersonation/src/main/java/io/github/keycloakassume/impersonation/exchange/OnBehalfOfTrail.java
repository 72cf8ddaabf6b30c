package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.keycloak.PresentedToken;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.trail.Trail;
import io.github.keycloakassume.impersonation.keycloak.ExchangingActor;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.protocol.oidc.TokenExchangeContext;

/** Notes exchanges on behalf of a user, and further ones of such tokens, that are refused before it comes to that user. */
record OnBehalfOfTrail(TokenExchangeContext context, Clock clock) {

    /**
     * Notes one that asks for a user.
     *
     * @param actor null as long as their token is not found to be good; then the trail has the user of the login that it names, if the
     *     realm has signed it
     */
    void refused(@Nullable ExchangingActor actor, Refusal refusal) {
        write(actor == null ? presented().flatMap(this::named).orElse(null) : actor.person(), refusal);
    }

    /** Notes one that does not say whose token is whose. */
    void unclear() {
        write(null, ImpersonationRefusal.EXCHANGE_FAILED);
    }

    /** Notes one of a token on behalf of a user: with those whom it tells of, if it is good. */
    void furtherRefused(Refusal refusal) {
        boolean noted = presented()
                .filter(token -> new ImpersonatedExchangeTrail(context.getSession(), context.getEvent())
                        .refused(token, context.getClient().getClientId(), refusal))
                .isPresent();
        if (!noted) {
            write(null, refusal);
        }
    }

    private void write(@Nullable Person actor, Refusal refusal) {
        TrailEntry entry = TrailEntry.refused(context.getRealm().getId(), actor, null, null, refusal);
        new Trail(context.getSession(), clock)
                .refused(entry.in(context.getClient().getClientId()));
    }

    private Optional<PresentedToken> presented() {
        return Optional.ofNullable(context.getParams().getSubjectToken())
                .map(encoded -> new PresentedToken(context.getSession(), encoded));
    }

    private Optional<Person> named(PresentedToken token) {
        return token.verifiedSession()
                .filter(login -> !Marks.isImpersonated(context.getSession(), login))
                .map(login -> Directory.person(login.getRealm(), login.getUser()));
    }
}
