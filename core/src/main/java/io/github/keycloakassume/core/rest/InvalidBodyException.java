package io.github.keycloakassume.core.rest;

import java.util.List;

/** A request body that is not what the resource takes. */
public final class InvalidBodyException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String key;
    private final transient List<Object> params;

    public InvalidBodyException(int status, String key, Object... params) {
        super(key);
        this.status = status;
        this.key = key;
        this.params = List.of(params);
    }

    public int status() {
        return status;
    }

    public String key() {
        return key;
    }

    public List<Object> params() {
        return params;
    }
}
