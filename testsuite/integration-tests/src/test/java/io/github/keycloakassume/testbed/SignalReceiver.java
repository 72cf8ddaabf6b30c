package io.github.keycloakassume.testbed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A resource server's endpoint for security event tokens (push delivery, RFC 8935) that remembers what it was sent. It takes
 * them with its own Authorization header alone.
 */
public final class SignalReceiver implements AutoCloseable {

    private static final String MEDIA_TYPE = "application/secevent+jwt";

    private final HttpServer server;
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    private SignalReceiver(HttpServer server) {
        this.server = server;
    }

    /** A receiver on a free port. */
    public static SignalReceiver start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
            SignalReceiver receiver = new SignalReceiver(server);
            server.createContext("/", receiver::take);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the receiver of signals", e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String token = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean taken = authorization().equals(exchange.getRequestHeaders().getFirst("Authorization"))
                    && MEDIA_TYPE.equals(exchange.getRequestHeaders().getFirst("Content-Type"));
            if (taken) {
                tokens.add(token);
            }
            exchange.sendResponseHeaders(taken ? 202 : 401, -1);
        }
    }

    /** Where the transmitter is to push to. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/signals";
    }

    /** The header that the transmitter is to send along. */
    public String authorization() {
        return "Bearer of-this-receiver";
    }

    /** The tokens so far, in the order of their arrival. */
    public List<String> tokens() {
        return List.copyOf(tokens);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
