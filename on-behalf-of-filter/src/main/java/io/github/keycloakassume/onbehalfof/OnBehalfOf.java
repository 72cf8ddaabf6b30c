package io.github.keycloakassume.onbehalfof;

import jakarta.servlet.ServletRequest;
import java.util.Optional;

/**
 * A request that is made on behalf of a user: for whom, and by whom. The application finds it by {@link #of}, or as the
 * request attribute {@link #ATTRIBUTE}, whose text names both and is fit for an access log.
 */
public final class OnBehalfOf {

    /** The name of the request attribute. */
    public static final String ATTRIBUTE = "io.github.keycloakassume.onbehalfof";

    private final EndUser user;
    private final Actor actor;
    private final Optional<String> impersonation;
    private final String accessToken;

    OnBehalfOf(EndUser user, Actor actor, Optional<String> impersonation, String accessToken) {
        this.user = user;
        this.actor = actor;
        this.impersonation = impersonation;
        this.accessToken = accessToken;
    }

    /** Of this request; empty where it is made in the caller's own name. */
    public static Optional<OnBehalfOf> of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof OnBehalfOf onBehalfOf
                ? Optional.of(onBehalfOf)
                : Optional.empty();
    }

    /** The user whom it is made for. */
    public EndUser user() {
        return user;
    }

    /** The user or service account that makes it. */
    public Actor actor() {
        return actor;
    }

    /** The id of the impersonation, by which Keycloak's trail has it (claim {@code impersonation.id}). */
    public Optional<String> impersonation() {
        return impersonation;
    }

    /** The end user's token. Not public: the application finds it where it finds any token, in the header. */
    String accessToken() {
        return accessToken;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "user=" + user + " actor=" + actor
                + impersonation.map(id -> " impersonation=" + id).orElse("");
    }
}
