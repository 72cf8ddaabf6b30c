package io.github.keycloakassume.onbehalfof;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Validates tokens of the realm: signature by the realm's keys, issuer, audience, expiry to the second. */
final class TokenCheck {

    /** Asymmetric, and what Nimbus verifies without further libraries; beside these EdDSA, {@link EdwardsSignatures}. */
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

    private static final String NO_JWT = "it is no signed JWT";
    private static final System.Logger LOG = System.getLogger(OnBehalfOfFilter.class.getName());

    private final String issuer;
    private final DefaultJWTProcessor<Patience> callers;
    private final DefaultJWTProcessor<Patience> exchanged;

    TokenCheck(JWKSource<Patience> keys, Settings settings, Clock clock) {
        issuer = settings.issuer().toString();
        callers = processor(keys, issuer, settings.audience(), clock);
        // Whether its audience is right the application decides, as for every token.
        exchanged = processor(keys, issuer, null, clock);
    }

    /** The claims of the caller's token; empty when it is not valid here. */
    Optional<JWTClaimsSet> caller(String token, Patience patience) throws IOException {
        return claims(callers, token, patience);
    }

    /** The claims of a token that the exchange brought; empty when the realm did not sign it, or it is over. */
    Optional<JWTClaimsSet> exchanged(String token, Patience patience) throws IOException {
        return claims(exchanged, token, patience);
    }

    private Optional<JWTClaimsSet> claims(DefaultJWTProcessor<Patience> processor, String token, Patience patience)
            throws IOException {
        if (!hasHeader(token)) {
            return notValid(NO_JWT);
        }
        try {
            SignedJWT signed = SignedJWT.parse(token);
            // Not believed yet, but enough to send it away: for a token of another issuer no keys are asked for.
            return issuer.equals(signed.getJWTClaimsSet().getIssuer())
                    ? Optional.of(processor.process(signed, patience))
                    : notValid("it is of another issuer");
        } catch (KeySourceException e) {
            throw new IOException("The realm's keys cannot be had: " + e.getMessage(), e);
        } catch (ParseException e) {
            return notValid(NO_JWT);
        } catch (BadJOSEException | JOSEException e) {
            return notValid(String.valueOf(e.getMessage()));
        }
    }

    /** Whether it begins with a JSON object: with a header that is null Nimbus ends in a NullPointerException. */
    private static boolean hasHeader(String token) {
        return new Base64URL(token.substring(0, Math.max(token.indexOf('.'), 0)))
                .decodeToString()
                .strip()
                .startsWith("{");
    }

    /** For an operator whose settings do not fit the tokens. Part of it may be the caller's words: they forge no line. */
    private static Optional<JWTClaimsSet> notValid(String why) {
        LOG.log(Level.DEBUG, () -> "A token is not valid here: " + why.replaceAll("[^ -~]", "?"));
        return Optional.empty();
    }

    private static DefaultJWTProcessor<Patience> processor(
            JWKSource<Patience> keys, String issuer, @Nullable String audience, Clock clock) {
        var processor = new DefaultJWTProcessor<Patience>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), JOSEObjectType.JWT, null));
        processor.setJWSKeySelector(new EdwardsKeys(keys, new JWSVerificationKeySelector<>(ALGORITHMS, keys)));
        processor.setJWSVerifierFactory(new EdwardsSignatures());
        var verifier =
                new DefaultJWTClaimsVerifier<Patience>(
                        audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp")) {
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
