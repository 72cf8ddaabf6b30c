package io.github.keycloakassume.demo.tickets;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import jakarta.servlet.http.HttpServletRequest;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The API's own look at the token of a request, as every resource server has one: it knows nothing of the filter before it,
 * and sees the end user's token where that has exchanged it.
 */
final class Callers {

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    Callers(URI issuer, String audience) {
        try {
            JWKSource<SecurityContext> keys = JWKSourceBuilder.<SecurityContext>create(
                            URI.create(issuer + "/protocol/openid-connect/certs")
                                    .toURL())
                    .build();
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("Not an issuer: " + issuer, e);
        }
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                audience, new JWTClaimsSet.Builder().issuer(issuer.toString()).build(), Set.of("sub", "exp")));
    }

    /** Empty without a token that is valid here. */
    Optional<Caller> of(HttpServletRequest request) {
        String header = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
        if (!header.startsWith("Bearer ")) {
            return Optional.empty();
        }
        try {
            JWTClaimsSet claims = processor.process(header.substring("Bearer ".length()), null);
            String username = claims.getStringClaim("preferred_username");
            return Optional.of(
                    new Caller(claims.getSubject(), Objects.requireNonNullElse(username, claims.getSubject())));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            return Optional.empty();
        }
    }
}
