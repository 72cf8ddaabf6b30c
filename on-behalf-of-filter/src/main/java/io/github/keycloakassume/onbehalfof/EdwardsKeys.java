package io.github.keycloakassume.onbehalfof;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSKeySelector;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The realm's keys of the curves Ed25519 and Ed448 (RFC 8037) as Java's own. Nimbus makes none of these ({@code
 * OctetKeyPair.toPublicKey}), and finds those of all other algorithms.
 */
final class EdwardsKeys implements JWSKeySelector<Patience> {

    /** What stands before the point in a public key of that curve (RFC 8410 section 4). */
    private static final Map<Curve, String> BEFORE_THE_POINT =
            Map.of(Curve.Ed25519, "302a300506032b6570032100", Curve.Ed448, "3043300506032b6571033a00");

    private final JWKSource<Patience> keys;
    private final JWSKeySelector<Patience> others;

    /** With what selects the keys of all other algorithms, and refuses those that are not allowed. */
    EdwardsKeys(JWKSource<Patience> keys, JWSKeySelector<Patience> others) {
        this.keys = keys;
        this.others = others;
    }

    @Override
    public List<? extends Key> selectJWSKeys(JWSHeader header, @Nullable Patience context) throws KeySourceException {
        if (!JWSAlgorithm.EdDSA.equals(header.getAlgorithm())) {
            return others.selectJWSKeys(header, context);
        }
        return keys.get(new JWKSelector(JWKMatcher.forJWSHeader(header)), context).stream()
                .map(EdwardsKeys::javaKey)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<PublicKey> javaKey(JWK key) {
        if (!(key instanceof OctetKeyPair pair)) {
            return Optional.empty();
        }
        String before = BEFORE_THE_POINT.get(pair.getCurve());
        if (before == null) {
            return Optional.empty();
        }
        String encoded = before + HexFormat.of().formatHex(pair.getDecodedX());
        try {
            return Optional.of(KeyFactory.getInstance("EdDSA")
                    .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(encoded))));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
