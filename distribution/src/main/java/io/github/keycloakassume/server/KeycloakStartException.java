package io.github.keycloakassume.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keycloak could not be built or did not become ready; the message says why and ends with the tail of the log. */
public final class KeycloakStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int TAIL_LINES = 40;

    KeycloakStartException(String message, Throwable cause) {
        super(message, cause);
    }

    private KeycloakStartException(String message) {
        super(message);
    }

    static KeycloakStartException withLog(String message, Path log) {
        return new KeycloakStartException(
                message + ". Log: " + log + System.lineSeparator() + String.join(System.lineSeparator(), tail(log)));
    }

    private static List<String> tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        } catch (IOException e) {
            return List.of("(the log cannot be read: " + e.getMessage() + ")");
        }
    }
}
