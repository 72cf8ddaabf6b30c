package io.github.keycloakassume.demo.web;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters of a query string or of a submitted form; of a repeated name the first value counts. */
public record Parameters(Map<String, String> values) {

    /** Keeps a copy, in the order given. */
    public Parameters {
        values = new LinkedHashMap<>(values);
    }

    /**
     * Parses {@code a=b&c=d}.
     *
     * @throws RefusedRequest when it is not encoded correctly
     */
    public static Parameters parse(String encoded) {
        var values = new LinkedHashMap<String, String>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new Parameters(values);
    }

    /** The value, if there is one that is not blank. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /**
     * The value.
     *
     * @throws RefusedRequest when it is missing or blank
     */
    public String require(String name) {
        return find(name).orElseThrow(() -> new RefusedRequest(400, "The field '" + name + "' is missing."));
    }

    /** The address with these parameters as its query. */
    public URI appendTo(URI address) {
        return URI.create(address
                + values.entrySet().stream()
                        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&", "?", "")));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedRequest(400, "The request is not encoded correctly.", e);
        }
    }
}
