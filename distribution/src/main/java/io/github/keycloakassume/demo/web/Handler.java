package io.github.keycloakassume.demo.web;

/** Answers the requests of one route. */
@FunctionalInterface
public interface Handler {

    /**
     * The answer.
     *
     * @throws RefusedRequest when there is a reason to give instead
     */
    Response handle(Request request);
}
