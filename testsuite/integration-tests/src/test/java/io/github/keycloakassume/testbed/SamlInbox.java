package io.github.keycloakassume.testbed;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the web server of an application was sent, path by path, until somebody takes it. */
final class SamlInbox {

    private static final int PATIENCE_SECONDS = 30;

    private final Map<String, BlockingQueue<Message>> messages = new ConcurrentHashMap<>();

    /**
     * A request.
     *
     * @param query as it stood in the address; null where there was none
     * @param body empty where there was none
     */
    record Message(@Nullable String query, String body) {

        /** A parameter of the query or the form. */
        String parameter(String name) {
            String value = parameters().get(name);
            if (value == null) {
                throw new AssertionError("no " + name + " in " + this);
            }
            return value;
        }

        Map<String, String> parameters() {
            return Arrays.stream((query == null ? body : query).split("&"))
                    .map(pair -> pair.split("=", 2))
                    .filter(pair -> pair.length == 2)
                    .collect(Collectors.toMap(
                            pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        }
    }

    Message put(HttpExchange exchange) throws IOException {
        Message message = new Message(
                exchange.getRequestURI().getRawQuery(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        at(exchange.getRequestURI().getPath()).add(message);
        return message;
    }

    /** Takes the next one of that path, and waits for it. */
    Message take(String path) {
        try {
            Message message = at(path).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing came to " + path);
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a message", e);
        }
    }

    boolean isEmpty(String path) {
        return at(path).isEmpty();
    }

    private BlockingQueue<Message> at(String path) {
        return messages.computeIfAbsent(path, none -> new LinkedBlockingQueue<>());
    }
}
