package io.github.keycloakassume.server;

/** A chosen port is in use already. */
public final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int port;

    PortTakenException(String host, int port) {
        super("Port " + port + " on " + host
                + " is in use by another program. Stop that program or choose another port.");
        this.port = port;
    }

    /** The port that was asked for. */
    public int port() {
        return port;
    }
}
