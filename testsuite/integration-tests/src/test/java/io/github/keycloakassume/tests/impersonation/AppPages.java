package io.github.keycloakassume.tests.impersonation;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A web server whose every page is an application's blank one, so that browsers have somewhere to land. */
public final class AppPages {

    private static final String BASE = start();

    private AppPages() {}

    public static String address(String path) {
        return BASE + path;
    }

    private static String start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
            server.createContext("/", exchange -> {
                byte[] page = "<!doctype html><title>An application</title>".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
                exchange.close();
            });
            server.start();
            return "http://localhost:" + server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no web server for the applications of the tests", e);
        }
    }
}
