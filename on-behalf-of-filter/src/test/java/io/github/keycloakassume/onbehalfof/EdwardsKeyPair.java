package io.github.keycloakassume.onbehalfof;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;

/** A key of a realm that signs with EdDSA, by Java's own code. */
record EdwardsKeyPair(Curve curve, KeyPair keys) {

    private static final String ID = "edwards";

    static EdwardsKeyPair of(Curve curve) {
        try {
            return new EdwardsKeyPair(
                    curve, KeyPairGenerator.getInstance(curve.getName()).generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As Keycloak publishes it. */
    JWK published() {
        byte[] encoded = keys.getPublic().getEncoded();
        int length = curve.equals(Curve.Ed448) ? 57 : 32;
        return new OctetKeyPair.Builder(
                        curve, Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - length, encoded.length)))
                .keyID(ID)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.EdDSA)
                .build();
    }

    JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID(ID);
    }

    String sign(JWTClaimsSet claims) {
        return sign(header().build(), claims);
    }

    String sign(JWSHeader header, JWTClaimsSet claims) {
        String content = header.toBase64URL() + "." + Base64URL.encode(claims.toString());
        try {
            Signature signature = Signature.getInstance("EdDSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + Base64URL.encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
