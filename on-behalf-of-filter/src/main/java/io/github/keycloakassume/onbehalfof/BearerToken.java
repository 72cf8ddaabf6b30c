package io.github.keycloakassume.onbehalfof;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the bearer token of a request: from the header Authorization and nowhere else. */
final class BearerToken {

    /** RFC 6750 section 2.1; the scheme's case does not matter (RFC 9110 section 11.1). */
    private static final Pattern HEADER = Pattern.compile("(?i:Bearer) +([A-Za-z0-9\\-._~+/]+=*) *");

    private BearerToken() {}

    /**
     * The token.
     *
     * @param query the request's query string
     * @throws RefusedException 400 for more than one token, or one in the query (which the application might prefer to the
     *     end user's), 401 for none
     */
    static String read(RequestHeaders headers, @Nullable String query) {
        if (query != null && hasToken(query)) {
            throw new RefusedException(Refusal.malformed("A token in the query is not accepted"));
        }
        List<String> values = headers.all(HeaderNames.AUTHORIZATION);
        if (values.size() > 1) {
            throw new RefusedException(Refusal.malformed("Authorization was sent more than once"));
        }
        if (values.isEmpty()) {
            throw new RefusedException(Refusal.noToken());
        }
        Matcher header = HEADER.matcher(values.get(0));
        if (!header.matches()) {
            throw new RefusedException(Refusal.noToken());
        }
        return header.group(1);
    }

    private static boolean hasToken(String query) {
        for (String pair : query.split("[&;]", -1)) {
            int equals = pair.indexOf('=');
            if (decode(equals < 0 ? pair : pair.substring(0, equals)).equalsIgnoreCase("access_token")) {
                return true;
            }
        }
        return false;
    }

    private static String decode(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.malformed("The query is not encoded correctly"));
        }
    }
}
