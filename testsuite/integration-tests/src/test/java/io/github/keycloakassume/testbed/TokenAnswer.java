package io.github.keycloakassume.testbed;

import java.util.Map;

/** What the token endpoint or introspection answered. */
public record TokenAnswer(int status, Map<String, Object> body) {

    /** The access token. */
    public String accessToken() {
        return text("access_token");
    }

    /** The refresh token. */
    public String refreshToken() {
        return text("refresh_token");
    }

    /** The ID token. */
    public String idToken() {
        return text("id_token");
    }

    /** The member {@code error}. */
    public String error() {
        return text("error");
    }

    private String text(String member) {
        if (body.get(member) instanceof String value) {
            return value;
        }
        throw new AssertionError("No " + member + " in answer " + status + " " + body);
    }
}
