package io.github.keycloakassume.testbed;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.net.http.HttpRequest;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;

/** Security event tokens (RFC 8417) of a realm, as a receiver checks them. */
public final class SignedEvents {

    private final DefaultJWTProcessor<SecurityContext> processor;

    private SignedEvents(DefaultJWTProcessor<SecurityContext> processor) {
        this.processor = processor;
    }

    /**
     * Of that realm, by the keys that it publishes.
     *
     * @param audience who the receiver is
     */
    public static SignedEvents of(RealmFixture realm, String audience) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("secevent+jwt")));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(keys(realm.url()))));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                audience,
                new JWTClaimsSet.Builder().issuer(realm.url().toString()).build(),
                Set.of("iat", "jti", "events", "sub_id")));
        return new SignedEvents(processor);
    }

    /** Its claims, once type, signature, issuer and audience have been found to be good. */
    public Map<String, Object> checked(String token) {
        try {
            return processor.process(token, null).getClaims();
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new AssertionError("not a good token of the realm: " + token, e);
        }
    }

    private static JWKSet keys(URI realm) {
        try {
            return JWKSet.parse(Http.send(HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/certs"))
                            .build())
                    .body());
        } catch (ParseException e) {
            throw new IllegalStateException("no keys of " + realm, e);
        }
    }
}
