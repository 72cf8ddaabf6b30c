package io.github.keycloakassume.demo.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which handler answers which method and exact path. */
public final class Routes {

    private final Map<String, Handler> handlers = new HashMap<>();
    private final Set<String> openPosts = new HashSet<>();

    /** Answers GET. */
    public Routes get(String path, Handler handler) {
        handlers.put("GET " + path, handler);
        return this;
    }

    /** Answers POST from our own pages. */
    public Routes post(String path, Handler handler) {
        handlers.put("POST " + path, handler);
        return this;
    }

    /** Answers POST from anywhere: the handler itself must check who speaks. */
    public Routes postFromAnywhere(String path, Handler handler) {
        openPosts.add(path);
        return post(path, handler);
    }

    Optional<Handler> find(String method, String path) {
        return Optional.ofNullable(handlers.get(method + " " + path));
    }

    boolean acceptsForeignPosts(String path) {
        return openPosts.contains(path);
    }
}
