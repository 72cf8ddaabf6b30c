package io.github.keycloakassume.onbehalfof;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of a request that the filter decides on: names as they were spelled, each with all its values. */
record RequestHeaders(Map<String, List<String>> values) {

    RequestHeaders {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static RequestHeaders of(HttpServletRequest request) {
        var values = new LinkedHashMap<String, List<String>>();
        for (String name : names(request)) {
            if (HeaderNames.isOurs(name) || HeaderNames.same(name, HeaderNames.AUTHORIZATION)) {
                values.computeIfAbsent(name, asSpelled -> Collections.list(request.getHeaders(asSpelled)));
            }
        }
        return new RequestHeaders(values);
    }

    /** A container may keep the names to itself ({@code getHeaderNames} then answers null): ours are asked for by name. */
    private static List<String> names(HttpServletRequest request) {
        @Nullable Enumeration<String> names = request.getHeaderNames();
        if (names != null) {
            // A container that lists a name once for each line of it would have every value counted twice.
            var distinct = new java.util.TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            distinct.addAll(Collections.list(names));
            return List.copyOf(distinct);
        }
        return List.of(HeaderNames.ON_BEHALF_OF, HeaderNames.REASON, HeaderNames.TICKET, HeaderNames.AUTHORIZATION);
    }

    /** Whether any spelling of X-On-Behalf-Of is there, even an empty one. */
    boolean askOnBehalf() {
        return values.keySet().stream().anyMatch(name -> HeaderNames.same(name, HeaderNames.ON_BEHALF_OF));
    }

    /** All values of a header in all its spellings. */
    List<String> all(String name) {
        var all = new ArrayList<String>();
        values.forEach((spelled, some) -> {
            if (HeaderNames.same(spelled, name)) {
                all.addAll(some);
            }
        });
        return all;
    }

    /** Whether a header of ours is spelled with an underscore. */
    boolean haveUnderscores() {
        return values.keySet().stream().anyMatch(name -> HeaderNames.isOurs(name) && name.indexOf('_') >= 0);
    }
}
