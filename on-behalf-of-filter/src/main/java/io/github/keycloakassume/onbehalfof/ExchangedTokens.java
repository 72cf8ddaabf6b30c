package io.github.keycloakassume.onbehalfof;

import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Exchanged tokens of one client, for as long as both tokens are good. Bounded: the one that was not asked for the
 * longest goes first. Refusals are not kept: a right that was just given counts at once.
 */
final class ExchangedTokens {

    /** The caller's token by its hash, and all that the exchange depends on. */
    record Key(String actorTokenHash, Wish wish) {}

    private final Clock clock;
    private final Map<Key, ExchangedToken> kept;
    private final SingleFlight<Key, Outcome> exchanges = new SingleFlight<>();

    ExchangedTokens(int most, Clock clock) {
        this.clock = clock;
        kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, ExchangedToken> eldest) {
                return size() > most;
            }
        };
    }

    /** The token that is kept, or what the exchange brings; of simultaneous requests for the same one exchanges. */
    Outcome get(Key key, SingleFlight.Work<Outcome> exchange, Patience patience) throws IOException {
        Optional<ExchangedToken> usable = find(key);
        if (usable.isPresent()) {
            return usable.get();
        }
        return exchanges.run(
                key,
                () -> {
                    // Another thread may have finished between the look above and this turn.
                    Optional<ExchangedToken> justNow = find(key);
                    return justNow.isPresent() ? justNow.get() : keep(key, exchange.run());
                },
                patience);
    }

    /** Forgets a token that the application refused. */
    void forget(Key key) {
        synchronized (kept) {
            kept.remove(key);
        }
    }

    int size() {
        synchronized (kept) {
            return kept.size();
        }
    }

    private Optional<ExchangedToken> find(Key key) {
        synchronized (kept) {
            ExchangedToken token = kept.get(key);
            if (token == null) {
                return Optional.empty();
            }
            if (token.isUsableAt(clock.instant())) {
                return Optional.of(token);
            }
            kept.remove(key);
            return Optional.empty();
        }
    }

    private Outcome keep(Key key, Outcome outcome) {
        if (outcome instanceof ExchangedToken token && token.isUsableAt(clock.instant())) {
            synchronized (kept) {
                kept.put(key, token);
            }
        }
        return outcome;
    }
}
