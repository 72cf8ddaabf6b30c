package io.github.keycloakassume.testbed;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A client's key for DPoP (RFC 9449). */
public final class DpopKey {

    private final DPoPProofFactory proofs;

    private DpopKey(DPoPProofFactory proofs) {
        this.proofs = proofs;
    }

    /** A new key. */
    public static DpopKey generate() {
        try {
            return new DpopKey(
                    new DefaultDPoPProofFactory(new ECKeyGenerator(Curve.P_256).generate(), JWSAlgorithm.ES256));
        } catch (JOSEException e) {
            throw new IllegalStateException("no key", e);
        }
    }

    /** The proof for one request, for the token endpoint without an access token. */
    public String proof(String method, URI uri, @Nullable String accessToken) {
        try {
            return accessToken == null
                    ? proofs.createDPoPJWT(method, uri).serialize()
                    : proofs.createDPoPJWT(method, uri, new DPoPAccessToken(accessToken))
                            .serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("no proof", e);
        }
    }
}
