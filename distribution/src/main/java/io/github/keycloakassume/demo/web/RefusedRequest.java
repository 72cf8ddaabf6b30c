package io.github.keycloakassume.demo.web;

/** A request that cannot be answered as asked; its message is shown to the person in the browser. */
public final class RefusedRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** Refuses with this HTTP status. */
    public RefusedRequest(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Refuses with this HTTP status because of something that went wrong elsewhere. */
    public RefusedRequest(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** The HTTP status to answer with. */
    public int status() {
        return status;
    }

    /** What to tell the person. */
    public String explanation() {
        return String.valueOf(getMessage());
    }
}
