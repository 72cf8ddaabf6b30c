package io.github.keycloakassume.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds free TCP ports and checks chosen ones. */
public final class Ports {

    private Ports() {}

    /** A port on which nobody listens at this moment. */
    public static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port", e);
        }
    }

    /**
     * Makes sure that a server can listen there.
     *
     * @throws PortTakenException when it can't
     */
    public static void requireFree(String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new PortTakenException(host, port);
        }
    }
}
