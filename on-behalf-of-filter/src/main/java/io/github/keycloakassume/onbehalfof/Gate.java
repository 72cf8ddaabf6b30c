package io.github.keycloakassume.onbehalfof;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** From a request with the header to the end user's token, or to the answer that refuses it. */
final class Gate implements AutoCloseable {

    /** An outcome, and by what to forget it. */
    record Acting(ExchangedTokens.Key key, OnBehalfOf onBehalfOf) {

        /** Without the reason: it is an attribute of the request, and applications log these. */
        @Override
        public String toString() {
            return onBehalfOf.toString();
        }
    }

    private static final System.Logger LOG = System.getLogger(OnBehalfOfFilter.class.getName());

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Settings settings;
    private final Transport transport;
    private final Authority authority;
    private final TokenExchange exchange;
    private final ExchangedTokens tokens;
    private final Semaphore places;

    Gate(Settings settings, Clock clock) {
        this.settings = settings;
        transport = new Transport(settings.connectTimeout(), settings.timeout());
        authority = new Authority(settings, transport, clock);
        exchange = new TokenExchange(settings, transport);
        tokens = new ExchangedTokens(settings.cacheSize(), clock);
        places = new Semaphore(settings.maxWaiting());
    }

    /**
     * For whom the request is made, and by whom.
     *
     * @throws RefusedException in every other case: there is no way on in the caller's own name
     */
    Acting require(HttpServletRequest request, RequestHeaders headers) {
        Wish wish = Wish.read(headers).withDefaultReason(settings.defaultReason());
        String token = BearerToken.read(headers, request.getQueryString());
        try (Patience patience = patience()) {
            Authority.Known known = authority.get(patience);
            CallerToken actor = CallerToken.of(token, known.tokens().caller(token, patience));
            var key = new ExchangedTokens.Key(actor.hash(), wish);
            Outcome outcome = tokens.get(key, () -> exchange.exchange(known, actor, wish, patience), patience);
            if (outcome instanceof ExchangedToken exchanged) {
                return new Acting(key, exchanged.onBehalfOf());
            }
            throw new RefusedException((Refusal) outcome);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "No exchange of tokens with {0}: {1}", settings.issuer(), e.getMessage());
            LOG.log(Level.DEBUG, "What went wrong", e);
            throw new RefusedException(Refusal.unavailable(RETRY_AFTER));
        }
    }

    /** Endpoints, keys and the exchange may all have to be asked for, by this request or another that it waits for. */
    private Patience patience() {
        return new Patience(places, settings.timeout().multipliedBy(2), System::nanoTime);
    }

    /** The application did not take the token: it is not passed on again. */
    void forget(Acting acting) {
        tokens.forget(acting.key());
    }

    @Override
    public void close() {
        transport.close();
    }
}
