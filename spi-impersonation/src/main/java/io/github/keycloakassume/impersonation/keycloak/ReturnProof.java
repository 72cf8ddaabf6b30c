package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.Impersonation;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Shows that the way back of an impersonation leads to an address that has been verified. It is made with the realm's own
 * key (the one that signs identity cookies), so that no one but the server can make it, means nothing else, and is good for
 * {@link Impersonation#GRACE}.
 */
public final class ReturnProof {

    private static final String MAC = "HmacSHA512";
    private static final char SEPARATOR = '.';

    private final KeycloakSession session;
    private final RealmModel realm;

    public ReturnProof(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** A proof for that address, as it stands in the link. */
    public String of(String impersonationId, String address, Instant now) {
        long until = now.plus(Impersonation.GRACE).getEpochSecond();
        return until + String.valueOf(SEPARATOR) + mac(impersonationId, address, until);
    }

    /** Whether that is a proof for that address at that moment; anyone may have written it. */
    public boolean isGood(String proof, String impersonationId, String address, Instant now) {
        int separator = proof.indexOf(SEPARATOR);
        if (separator <= 0) {
            return false;
        }
        long until = seconds(proof.substring(0, separator));
        return now.getEpochSecond() < until
                && MessageDigest.isEqual(
                        mac(impersonationId, address, until).getBytes(StandardCharsets.UTF_8),
                        proof.substring(separator + 1).getBytes(StandardCharsets.UTF_8));
    }

    private static long seconds(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notATime) {
            return Long.MIN_VALUE;
        }
    }

    /** Line breaks keep it apart from all tokens, which the same key signs, and the parts from each other. */
    private String mac(String impersonationId, String address, long until) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(session.keys()
                    .getActiveKey(realm, KeyUse.SIG, Algorithm.HS512)
                    .getSecretKey());
            String text = String.join(
                    "\n", "keycloak-assume return", realm.getId(), String.valueOf(until), impersonationId, address);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }
}
