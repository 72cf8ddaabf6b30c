package io.github.keycloakassume.demo.web;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** What a handler may know of a request. The form is empty unless the request was a POST of one. */
public record Request(URI address, Parameters query, Parameters form, Map<String, String> cookies) {

    /** Keeps a copy of the cookies. */
    public Request {
        cookies = Map.copyOf(cookies);
    }

    /** The value of a cookie. */
    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }
}
