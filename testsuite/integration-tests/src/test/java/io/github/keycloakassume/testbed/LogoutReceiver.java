package io.github.keycloakassume.testbed;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An application's back-channel logout endpoint that remembers what it was sent. */
public final class LogoutReceiver implements AutoCloseable {

    private static final String PARAMETER = "logout_token=";

    private final HttpServer server;
    private final List<Map<String, Object>> received = new CopyOnWriteArrayList<>();

    private LogoutReceiver(HttpServer server) {
        this.server = server;
    }

    /** A receiver on a free port. */
    public static LogoutReceiver start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
            LogoutReceiver receiver = new LogoutReceiver(server);
            server.createContext("/", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                receiver.received.add(TokenEndpoint.claims(body.substring(PARAMETER.length())));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the receiver of logouts", e);
        }
    }

    /** What to write into the client's attribute {@code backchannel.logout.url}. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/logout";
    }

    /** The claims of all logout tokens so far, in the order of their arrival. */
    public List<Map<String, Object>> received() {
        return received;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
