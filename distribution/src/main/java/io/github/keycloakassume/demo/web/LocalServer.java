package io.github.keycloakassume.demo.web;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;

/** A web server that only this machine can reach. */
public final class LocalServer implements AutoCloseable {

    private static final int THREADS = 8;

    private final HttpServer server;
    private final ExecutorService threads;
    private final URI url;

    private LocalServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
        // localhost and not 127.0.0.1: browsers accept Secure cookies of plain HTTP there.
        this.url = URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Binds to this port, or to a free one for 0. Requests are answered after {@link #serve}. */
    public static LocalServer bind(int port) {
        try {
            var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
            var server = HttpServer.create(address, 0);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
                var thread =
                        new Thread(task, "local-server-" + server.getAddress().getPort());
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(threads);
            return new LocalServer(server, threads);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port, e);
        }
    }

    /** Where it can be reached, without a trailing slash. */
    public URI url() {
        return url;
    }

    /** Starts to answer with these routes; the second argument makes the page that shows a refusal. */
    public void serve(Routes routes, BiFunction<Integer, String, Response> refusalPage) {
        server.createContext("/", new Dispatcher(url, routes, refusalPage));
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
