package io.github.keycloakassume.testbed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An application's back-channel logout endpoint that remembers what it was sent. */
public final class LogoutReceiver implements AutoCloseable {

    private static final String PARAMETER = "logout_token=";

    private final HttpServer server;
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    private LogoutReceiver(HttpServer server) {
        this.server = server;
    }

    /** A receiver on a free port. */
    public static LogoutReceiver start() {
        return start(LogoutReceiver::answer);
    }

    /** One that takes its time to answer each. */
    public static LogoutReceiver slow(Duration delay) {
        Executor later = CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
        return start(exchange -> later.execute(() -> answer(exchange)));
    }

    /** One that takes everything and never answers. */
    public static LogoutReceiver hanging() {
        return start(exchange -> {});
    }

    private static LogoutReceiver start(Consumer<HttpExchange> answering) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
            LogoutReceiver receiver = new LogoutReceiver(server);
            server.createContext("/", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                receiver.tokens.add(body.substring(PARAMETER.length()));
                answering.accept(exchange);
            });
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the receiver of logouts", e);
        }
    }

    private static void answer(HttpExchange exchange) {
        try (exchange) {
            exchange.sendResponseHeaders(200, -1);
        } catch (IOException e) {
            throw new UncheckedIOException("no way to answer a logout", e);
        }
    }

    /** What to write into the client's attribute {@code backchannel.logout.url}. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/logout";
    }

    /** The claims of all logout tokens so far, in the order of their arrival. */
    public List<Map<String, Object>> received() {
        return tokens.stream().map(TokenEndpoint::claims).toList();
    }

    /** Those tokens themselves. */
    public List<String> tokens() {
        return List.copyOf(tokens);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
