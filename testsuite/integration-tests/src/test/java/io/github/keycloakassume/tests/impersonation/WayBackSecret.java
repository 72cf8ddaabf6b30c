package io.github.keycloakassume.tests.impersonation;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of the way back as a browser holds it, and what could be computed around it.
 *
 * @param first of cookie {@code KEYCLOAK_ASSUME}, behind the id of the impersonation
 * @param second of cookie {@code KEYCLOAK_ASSUME_BROWSER}
 */
record WayBackSecret(String impersonation, String first, String second) {

    static final String FIRST_HALF = "KEYCLOAK_ASSUME";
    static final String SECOND_HALF = "KEYCLOAK_ASSUME_BROWSER";

    static WayBackSecret of(BrowserContext context) {
        String[] first = value(context, FIRST_HALF).split("\\.", 2);
        return new WayBackSecret(first[0], first[1], value(context, SECOND_HALF));
    }

    /** What the record keeps of it. */
    String hash() {
        try {
            return base64(MessageDigest.getInstance("SHA-256")
                    .digest((first + "." + second).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Both cookies for a browser that is like that one. */
    List<Cookie> cookiesLike(BrowserContext context) {
        return context.cookies().stream()
                .filter(cookie -> cookie.name.equals(FIRST_HALF) || cookie.name.equals(SECOND_HALF))
                .peek(cookie -> cookie.value = cookie.name.equals(FIRST_HALF) ? impersonation + "." + first : second)
                .toList();
    }

    static String derived(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return base64(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String value(BrowserContext context, String name) {
        return context.cookies().stream()
                .filter(cookie -> cookie.name.equals(name))
                .map(cookie -> cookie.value)
                .findFirst()
                .orElseThrow();
    }
}
