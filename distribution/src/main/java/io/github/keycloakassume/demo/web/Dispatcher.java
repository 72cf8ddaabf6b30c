package io.github.keycloakassume.demo.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Turns exchanges of the JDK's server into requests, finds their route, and writes the response. */
final class Dispatcher implements HttpHandler {

    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

    private static final int LARGEST_FORM = 256 * 1024;

    private static final Map<String, String> ALWAYS = Map.of(
            "Cache-Control", "no-store",
            "X-Content-Type-Options", "nosniff",
            // Not no-referrer: browsers would then send "Origin: null" with our own forms.
            "Referrer-Policy", "same-origin",
            "Content-Security-Policy",
                    "default-src 'none'; style-src 'self' 'unsafe-inline'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'");

    private final URI ownUrl;
    private final Routes routes;
    private final BiFunction<Integer, String, Response> refusalPage;

    Dispatcher(URI ownUrl, Routes routes, BiFunction<Integer, String, Response> refusalPage) {
        this.ownUrl = ownUrl;
        this.routes = routes;
        this.refusalPage = refusalPage;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            write(exchange, answer(exchange));
        }
    }

    private Response answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        try {
            Handler handler = routes.find(method, path)
                    .orElseThrow(() -> new RefusedRequest(404, "There is no page at " + path + "."));
            if (method.equals("POST") && !routes.acceptsForeignPosts(path)) {
                requireOwnOrigin(exchange.getRequestHeaders().getFirst("Origin"));
            }
            return handler.handle(read(exchange));
        } catch (RefusedRequest refused) {
            return refusalPage.apply(refused.status(), refused.explanation());
        } catch (IllegalStateException | IllegalArgumentException | UncheckedIOException broken) {
            // The JDK's server would drop the connection without a word.
            LOG.log(System.Logger.Level.ERROR, method + " " + path, broken);
            return refusalPage.apply(500, "Something went wrong; the terminal says what.");
        }
    }

    /** Browsers name the origin of each POST; other programs, which have no cookies to abuse, need not. */
    private void requireOwnOrigin(@Nullable String origin) {
        if (origin != null && !origin.equals(ownUrl.toString())) {
            throw new RefusedRequest(403, "This form was sent by another site.");
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        return new Request(
                exchange.getRequestURI(),
                Parameters.parse(query),
                Parameters.parse(exchange.getRequestMethod().equals("POST") ? body(exchange) : ""),
                Cookies.parse(exchange.getRequestHeaders().getOrDefault("Cookie", List.of())));
    }

    private static String body(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] content = in.readNBytes(LARGEST_FORM + 1);
            if (content.length > LARGEST_FORM) {
                throw new RefusedRequest(413, "The form is too large.");
            }
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    private static void write(HttpExchange exchange, Response response) throws IOException {
        ALWAYS.forEach(exchange.getResponseHeaders()::set);
        response.headers().forEach(header -> exchange.getResponseHeaders().add(header.getKey(), header.getValue()));
        byte[] content = response.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(response.status(), content.length == 0 ? -1 : content.length);
        if (content.length > 0) {
            exchange.getResponseBody().write(content);
        }
    }
}
