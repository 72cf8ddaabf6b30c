package io.github.keycloakassume.onbehalfof;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Exchanges the caller's token for one of the end user (RFC 8693, with {@code requested_subject}). No more exchanges run
 * at once than the settings allow: a burst of them must not be a burden to the authorization server.
 */
final class TokenExchange {

    private static final System.Logger LOG = System.getLogger(OnBehalfOfFilter.class.getName());

    private final Settings settings;
    private final Transport transport;
    private final Semaphore places;

    TokenExchange(Settings settings, Transport transport) {
        this.settings = settings;
        this.transport = transport;
        places = new Semaphore(settings.maxExchanges());
    }

    /**
     * A token of the end user, or a refusal.
     *
     * @throws IOException when the authorization server cannot be asked, or gave what it has not signed for this
     */
    Outcome exchange(Authority.Known authority, CallerToken actor, Wish wish, Patience patience) throws IOException {
        if (!places.tryAcquire()) {
            throw new IOException("As many exchanges as may run at once already do (setting max-exchanges)");
        }
        try {
            TokenEndpointAnswer answer = TokenEndpointAnswer.of(ask(authority.tokenEndpoint(), actor, wish, patience));
            if (answer instanceof TokenEndpointAnswer.Token token) {
                return accept(authority, actor, token.value(), patience);
            }
            if (answer instanceof TokenEndpointAnswer.Refused refused) {
                log(Level.INFO, actor, wish, refused.why());
                return refused.refusal();
            }
            var unusable = (TokenEndpointAnswer.Unusable) answer;
            log(Level.WARNING, actor, wish, unusable.why());
            return unusable.refusal();
        } finally {
            places.release();
        }
    }

    /** The name is of printable ASCII characters (Wish), and so is the answer: no line of a log is forged by them. */
    private static void log(Level level, CallerToken actor, Wish wish, String why) {
        LOG.log(level, "No exchange for actor {0} on behalf of {1}: {2}", actor.actor(), wish.user(), why);
    }

    private HTTPResponse ask(URI tokenEndpoint, CallerToken actor, Wish wish, Patience patience) throws IOException {
        var grant = new TokenExchangeGrant(
                new BearerAccessToken(actor.value()),
                TokenTypeURI.ACCESS_TOKEN,
                null,
                null,
                null,
                settings.exchangeAudience().isEmpty()
                        ? null
                        : settings.exchangeAudience().stream()
                                .map(Audience::new)
                                .toList());
        var request = new TokenRequest.Builder(tokenEndpoint, settings.client().authentication(), grant)
                .customParameter("requested_subject", wish.user());
        if (!settings.exchangeScope().isEmpty()) {
            request.scope(new Scope(settings.exchangeScope().toArray(String[]::new)));
        }
        wish.reason().ifPresent(reason -> request.customParameter("assume_reason", reason));
        wish.ticket().ifPresent(ticket -> request.customParameter("assume_ticket", ticket));
        return request.build().toHTTPRequest().send(http -> transport.post(http, patience));
    }

    private Outcome accept(Authority.Known authority, CallerToken actor, String token, Patience patience)
            throws IOException {
        JWTClaimsSet claims = authority
                .tokens()
                .exchanged(token, patience)
                .orElseThrow(() -> new IOException("The exchanged token is not a valid one of the realm"));
        Optional<OnBehalfOf> onBehalfOf = EndUserClaims.read(token, claims, actor, settings);
        return ExchangedToken.until(
                actor.expires(),
                claims.getExpirationTime().toInstant(),
                onBehalfOf.orElseThrow(() -> new IOException(
                        "The exchanged token is not that of an end user with the actor in it (claims sub, act and "
                                + settings.principalClaim() + ")")));
    }
}
