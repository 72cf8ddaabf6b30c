package io.github.keycloakassume.onbehalfof;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Arrays;
import java.util.List;

/**
 * An answer that a cache does not give to another request: {@code Vary} has the headers that the filter decides by, also
 * after the application has set that header itself, or all anew. Answers to requests without {@code X-On-Behalf-Of} need it
 * most: a cache selects by the {@code Vary} of what it has stored (RFC 9111 section 4.1), and would answer a request on
 * behalf of a user with what the actor was answered.
 */
final class VaryingResponse extends HttpServletResponseWrapper {

    private static final String VARY = "Vary";

    private final List<String> headers;

    private VaryingResponse(HttpServletResponse response, List<String> headers) {
        super(response);
        this.headers = headers;
        vary();
    }

    /** The answer to a request without the header. */
    static HttpServletResponse byUser(HttpServletResponse response) {
        return isBelow(response) ? response : new VaryingResponse(response, List.of(HeaderNames.ON_BEHALF_OF));
    }

    /** The answer to a request on behalf of a user, which another caller may not get. */
    static HttpServletResponse byUserAndActor(HttpServletResponse response) {
        return isBelow(response)
                ? response
                : new VaryingResponse(response, List.of(HeaderNames.ON_BEHALF_OF, HeaderNames.AUTHORIZATION));
    }

    @Override
    public void setHeader(String name, String value) {
        super.setHeader(name, value);
        if (VARY.equalsIgnoreCase(name)) {
            vary();
        }
    }

    @Override
    public void reset() {
        super.reset();
        vary();
    }

    private void vary() {
        for (String header : headers) {
            if (!varies(header)) {
                super.addHeader(VARY, header);
            }
        }
    }

    private boolean varies(String header) {
        return getHeaders(VARY).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .anyMatch(name -> name.strip().equalsIgnoreCase(header));
    }

    private static boolean isBelow(ServletResponse response) {
        return response instanceof VaryingResponse
                || (response instanceof ServletResponseWrapper wrapper && isBelow(wrapper.getResponse()));
    }
}
