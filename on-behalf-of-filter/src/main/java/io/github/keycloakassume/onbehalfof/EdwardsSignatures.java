package io.github.keycloakassume.onbehalfof;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.util.Set;

/** Verifies EdDSA (RFC 8037) by Java's own code: for Ed25519 Nimbus needs a further library, and Ed448 it has not. */
final class EdwardsSignatures extends DefaultJWSVerifierFactory {

    @Override
    public JWSVerifier createJWSVerifier(JWSHeader header, Key key) throws JOSEException {
        return JWSAlgorithm.EdDSA.equals(header.getAlgorithm()) && key instanceof EdECPublicKey edwards
                ? new Verifier(edwards)
                : super.createJWSVerifier(header, key);
    }

    private record Verifier(EdECPublicKey key) implements JWSVerifier {

        private static final JCAContext JAVAS_OWN = new JCAContext();

        /** A header with parameters that must be understood (RFC 7515 section 4.1.11) has none that is: not good. */
        @Override
        public boolean verify(JWSHeader header, byte[] content, Base64URL signature) throws JOSEException {
            if (header.getCriticalParams() != null) {
                return false;
            }
            try {
                Signature verification = Signature.getInstance("EdDSA");
                verification.initVerify(key);
                verification.update(content);
                return verification.verify(signature.decode());
            } catch (SignatureException | InvalidKeyException e) {
                return false;
            } catch (GeneralSecurityException e) {
                throw new JOSEException("Every Java from 15 on has EdDSA", e);
            }
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return Set.of(JWSAlgorithm.EdDSA);
        }

        @Override
        public JCAContext getJCAContext() {
            return JAVAS_OWN;
        }
    }
}
