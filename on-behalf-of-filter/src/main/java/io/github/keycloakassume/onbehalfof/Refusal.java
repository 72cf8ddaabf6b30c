package io.github.keycloakassume.onbehalfof;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * How a request is answered that is not continued, in the words of RFC 6750.
 *
 * @param error the error code; none where the request had no token (section 3.1: it then says nothing more)
 * @param description for developers: ASCII without quotes and backslashes
 * @param challenge whether the client is told to authenticate (WWW-Authenticate)
 * @param retryAfter when to try again
 */
record Refusal(int status, Optional<String> error, String description, boolean challenge, Optional<Duration> retryAfter)
        implements Outcome {

    static final String SCOPE = "impersonate";

    Refusal {
        if (description.chars().anyMatch(c -> c < ' ' || c > '~' || c == '"' || c == '\\')) {
            throw new IllegalArgumentException("Not for a quoted string: " + description);
        }
    }

    static Refusal malformed(String why) {
        return new Refusal(400, Optional.of("invalid_request"), why, true, Optional.empty());
    }

    static Refusal noToken() {
        return new Refusal(401, Optional.empty(), "A bearer token is required", true, Optional.empty());
    }

    static Refusal invalidToken(String why) {
        return new Refusal(401, Optional.of("invalid_token"), why, true, Optional.empty());
    }

    /** One answer for every user whom the authorization server does not give a token for, unknown ones included. */
    static Refusal userRefused() {
        return invalidToken("The token does not allow to act on behalf of this user");
    }

    static Refusal insufficientScope(String why) {
        return new Refusal(403, Optional.of("insufficient_scope"), why, true, Optional.empty());
    }

    static Refusal withoutScope() {
        return insufficientScope("The token has not scope " + SCOPE);
    }

    static Refusal actsAlready() {
        return insufficientScope("The token already acts on behalf of a user");
    }

    /** RFC 9470 section 3: the actor's own login is too old or too weak for this. */
    static Refusal stepUp() {
        return new Refusal(
                401,
                Optional.of("insufficient_user_authentication"),
                "A more recent or stronger login of the actor is required",
                true,
                Optional.empty());
    }

    static Refusal tooMany(Duration retryAfter) {
        return new Refusal(
                429,
                Optional.of("too_many_requests"),
                "Too many users or too often: try again later",
                false,
                Optional.of(retryAfter));
    }

    static Refusal unavailable(Duration retryAfter) {
        return new Refusal(
                503,
                Optional.of("temporarily_unavailable"),
                "Requests on behalf of users cannot be served at the moment",
                false,
                Optional.of(retryAfter));
    }

    /** The WWW-Authenticate header. */
    Optional<String> authenticate() {
        if (!challenge) {
            return Optional.empty();
        }
        var text = new StringBuilder("Bearer realm=\"on-behalf-of\"");
        error.ifPresent(code -> text.append(", error=\"" + code + "\", error_description=\"" + description + "\""));
        if (status == 403) {
            text.append(", scope=\"" + SCOPE + "\"");
        }
        return Optional.of(text.toString());
    }

    /** Answers. Not by {@code sendError}: an error page would be dispatched with the actor's own token. */
    void write(HttpServletResponse response) throws IOException {
        response.resetBuffer();
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        authenticate().ifPresent(value -> response.setHeader("WWW-Authenticate", value));
        retryAfter.ifPresent(time -> response.setHeader("Retry-After", Long.toString(time.toSeconds())));
        response.setContentType("application/json");
        byte[] body = json().getBytes(StandardCharsets.US_ASCII);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private String json() {
        return error.map(code -> "{\"error\":\"" + code + "\",\"error_description\":\"" + description + "\"}")
                .orElse("{\"error_description\":\"" + description + "\"}");
    }
}
