package io.github.keycloakassume.tests.impersonation;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What an application has been answered by way of the browser, in the query or in the fragment. */
public record RedirectAnswer(Map<String, String> parameters) {

    public static RedirectAnswer of(String address) {
        URI uri = URI.create(address);
        String parameters = uri.getRawFragment() == null ? uri.getRawQuery() : uri.getRawFragment();
        return new RedirectAnswer(Arrays.stream(parameters.split("&"))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                        (one, two) -> two)));
    }

    public String code() {
        return get("code");
    }

    public String accessToken() {
        return get("access_token");
    }

    public String idToken() {
        return get("id_token");
    }

    public String error() {
        return get("error");
    }

    private String get(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new AssertionError("no " + name + " in " + parameters);
        }
        return value;
    }
}
