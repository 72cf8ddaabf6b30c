package io.github.keycloakassume.impersonation.rest;

import java.util.List;

/** A request body that is not what the resource takes. */
final class InvalidBodyException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String key;
    private final transient List<Object> params;

    InvalidBodyException(int status, String key, Object... params) {
        super(key);
        this.status = status;
        this.key = key;
        this.params = List.of(params);
    }

    int status() {
        return status;
    }

    String key() {
        return key;
    }

    List<Object> params() {
        return params;
    }
}
