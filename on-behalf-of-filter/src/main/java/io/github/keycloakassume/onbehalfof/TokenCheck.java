package io.github.keycloakassume.onbehalfof;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Validates tokens of the realm: signature by the realm's keys, issuer, audience, expiry to the second. */
final class TokenCheck {

    private static final Duration KEYS_ARE_FRESH = Duration.ofMinutes(5);
    private static final Duration KEYS_ARE_ASKED_FOR = Duration.ofSeconds(30);

    /** Asymmetric, and what Nimbus verifies without further libraries. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final DefaultJWTProcessor<SecurityContext> callers;
    private final DefaultJWTProcessor<SecurityContext> exchanged;

    private TokenCheck(JWKSource<SecurityContext> keys, Settings settings, Clock clock) {
        callers = processor(keys, settings.issuer(), settings.audience(), clock);
        // Whether its audience is right the application decides, as for every token.
        exchanged = processor(keys, settings.issuer(), null, clock);
    }

    static TokenCheck with(URL keys, ResourceRetriever transport, Settings settings, Clock clock) {
        JWKSource<SecurityContext> source = JWKSourceBuilder.<SecurityContext>create(keys, transport)
                .cache(KEYS_ARE_FRESH.toMillis(), settings.timeout().toMillis() + 1_000)
                // No threads of its own, and never an old key because new ones cannot be had.
                .refreshAheadCache(false)
                .outageTolerant(false)
                .retrying(false)
                .rateLimited(KEYS_ARE_ASKED_FOR.toMillis())
                .build();
        return new TokenCheck(source, settings, clock);
    }

    /** The claims of the caller's token; empty when it is not valid here. */
    Optional<JWTClaimsSet> caller(String token) throws IOException {
        return claims(callers, token);
    }

    /** The claims of a token that the exchange brought; empty when the realm did not sign it, or it is over. */
    Optional<JWTClaimsSet> exchanged(String token) throws IOException {
        return claims(exchanged, token);
    }

    private static Optional<JWTClaimsSet> claims(DefaultJWTProcessor<SecurityContext> processor, String token)
            throws IOException {
        try {
            return Optional.of(processor.process(token, null));
        } catch (KeySourceException e) {
            throw new IOException("The realm's keys cannot be had: " + e.getMessage(), e);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return Optional.empty();
        }
    }

    private static DefaultJWTProcessor<SecurityContext> processor(
            JWKSource<SecurityContext> keys, URI issuer, @Nullable String audience, Clock clock) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), JOSEObjectType.JWT, null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        var verifier =
                new DefaultJWTClaimsVerifier<SecurityContext>(
                        audience,
                        new JWTClaimsSet.Builder().issuer(issuer.toString()).build(),
                        Set.of("sub", "exp")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        verifier.setMaxClockSkew(0);
        processor.setJWTClaimsSetVerifier(verifier);
        return processor;
    }
}
