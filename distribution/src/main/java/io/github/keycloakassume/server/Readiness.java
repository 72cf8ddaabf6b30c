package io.github.keycloakassume.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for a starting server. HTTP answers before the bootstrap is done, so only the health endpoint counts. */
final class Readiness {

    private static final long POLL_MILLISECONDS = 200;

    private final ProcessTree process;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest question;

    Readiness(ProcessTree process, URI managementUrl, Path log) {
        this.process = process;
        this.log = log;
        this.question = HttpRequest.newBuilder(URI.create(managementUrl + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    void await(Duration timeout) {
        long start = System.nanoTime();
        while (!ready()) {
            // Waits for the end of the process, which a healthy one does not reach.
            if (process.awaitExit(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                throw KeycloakStartException.withLog(
                        "Keycloak ended with exit code " + process.exitValue() + " before it was ready", log);
            }
            if (System.nanoTime() - start > timeout.toNanos()) {
                throw KeycloakStartException.withLog(
                        "Keycloak was not ready within " + timeout.toSeconds() + " seconds", log);
            }
        }
    }

    private boolean ready() {
        try {
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // Nobody listens yet.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeycloakStartException("Interrupted while waiting for Keycloak", e);
        }
    }
}
