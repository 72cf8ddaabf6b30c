package io.github.keycloakassume.onbehalfof;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The authorization server as it describes itself: asked at the first request that needs it, so that the application
 * starts without it, and again every hour.
 */
final class Authority {

    private static final Duration FRESH = Duration.ofHours(1);

    /** What was learned at one moment. */
    record Known(URI tokenEndpoint, TokenCheck tokens, Instant since) {}

    private final Settings settings;
    private final Transport transport;
    private final Clock clock;
    private final SingleFlight<URI, Known> questions = new SingleFlight<>();
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    Authority(Settings settings, Transport transport, Clock clock) {
        this.settings = settings;
        this.transport = transport;
        this.clock = clock;
    }

    /**
     * What is known of it.
     *
     * @throws IOException when it cannot be asked, or does not describe itself as what the settings name
     */
    Known get(Patience patience) throws IOException {
        Known now = known.get();
        if (now != null && clock.instant().isBefore(now.since().plus(FRESH))) {
            return now;
        }
        return questions.run(settings.issuer(), () -> ask(patience), patience);
    }

    private Known ask(Patience patience) throws IOException {
        URI address = URI.create(settings.issuer() + "/.well-known/openid-configuration");
        Provider provider = Provider.parse(transport.get(address, patience), settings.issuer());
        var answer = new Known(
                provider.tokenEndpoint(),
                new TokenCheck(new RealmKeys(provider.keys(), transport, clock), settings, clock),
                clock.instant());
        known.set(answer);
        return answer;
    }
}
