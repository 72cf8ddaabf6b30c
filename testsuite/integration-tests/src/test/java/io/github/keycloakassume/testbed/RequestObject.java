package io.github.keycloakassume.testbed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The parameters of a login as a JWT (RFC 9101). */
public record RequestObject(Map<String, Object> claims) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** For clients that need not sign. */
    public String unsigned() {
        return part(Map.of("alg", "none")) + "." + part(claims) + ".";
    }

    /** With the client's secret. */
    public String signedBy(TestClient client) {
        String content = part(Map.of("alg", "HS256")) + "." + part(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(client.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return content + "." + encode(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no HS256", e);
        }
    }

    private static String part(Map<String, ?> json) {
        try {
            return encode(JSON.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON: " + json, e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
