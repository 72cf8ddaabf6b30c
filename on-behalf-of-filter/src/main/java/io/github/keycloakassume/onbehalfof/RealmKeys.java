package io.github.keycloakassume.onbehalfof;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The realm's public keys. Kept for five minutes, never longer because new ones cannot be had. For a key that is not among
 * them they are asked for again, as the realm may have a new one; that brings something every 30 seconds at most, so that
 * tokens with made-up keys cost no more, and until then such a token is just not valid.
 *
 * <p>In place of Nimbus' own source: there, threads queue at a lock, each for as long as its own question takes, and a token
 * with an unknown key is answered as if the keys could not be had.
 */
final class RealmKeys implements JWKSource<Patience> {

    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration BETWEEN_UNKNOWN_KEYS = Duration.ofSeconds(30);

    /**
     * What was learned at one moment.
     *
     * @param unknownKey when a key that was unknown last had them asked for
     */
    private record Known(JWKSet keys, Instant since, Instant unknownKey) {}

    private final URI address;
    private final Transport transport;
    private final Clock clock;
    private final SingleFlight<URI, Known> questions = new SingleFlight<>();
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    RealmKeys(URI address, Transport transport, Clock clock) {
        this.address = address;
        this.transport = transport;
        this.clock = clock;
    }

    /**
     * The keys that a signature may be of; none when it is by a key that the realm has not.
     *
     * @throws KeySourceException when the keys cannot be had
     */
    @Override
    public List<JWK> get(JWKSelector wanted, Patience patience) throws KeySourceException {
        try {
            Known now = fresh(patience);
            List<JWK> found = wanted.select(now.keys());
            return found.isEmpty() ? wanted.select(newer(now, patience).keys()) : found;
        } catch (IOException e) {
            throw new KeySourceException(String.valueOf(e.getMessage()), e);
        }
    }

    private Known fresh(Patience patience) throws IOException {
        Optional<Known> now = stillFresh();
        if (now.isPresent()) {
            return now.get();
        }
        return questions.run(
                address,
                () -> {
                    // Another thread may have finished between the look above and this turn.
                    Optional<Known> justNow = stillFresh();
                    return justNow.isPresent() ? justNow.get() : ask(Instant.EPOCH, patience);
                },
                patience);
    }

    private Optional<Known> stillFresh() {
        return Optional.ofNullable(known.get())
                .filter(found -> clock.instant().isBefore(found.since().plus(FRESH)));
    }

    private Known newer(Known than, Patience patience) throws IOException {
        Instant now = clock.instant();
        if (now.isBefore(than.unknownKey().plus(BETWEEN_UNKNOWN_KEYS))) {
            return than;
        }
        return questions.run(
                address,
                () -> {
                    Known justNow = known.get();
                    return justNow != null && !justNow.equals(than) ? justNow : ask(now, patience);
                },
                patience);
    }

    private Known ask(Instant unknownKey, Patience patience) throws IOException {
        try {
            var answer = new Known(JWKSet.parse(transport.get(address, patience)), clock.instant(), unknownKey);
            known.set(answer);
            return answer;
        } catch (ParseException e) {
            throw new IOException("The answer of " + address + " is no set of keys", e);
        }
    }
}
