package io.github.keycloakassume.demo.web;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Parses Cookie headers. */
final class Cookies {

    private Cookies() {}

    /** Names and values; of a repeated name the first counts, as it has the most specific path. */
    static Map<String, String> parse(List<String> headers) {
        return headers.stream()
                .flatMap(header -> List.of(header.split(";", -1)).stream())
                .map(cookie -> cookie.strip().split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> first));
    }
}
