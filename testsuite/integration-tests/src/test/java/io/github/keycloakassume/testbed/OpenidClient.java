package io.github.keycloakassume.testbed;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of Node.js with openid-client, {@code testsuite/clients/openid-client}. npm fetches it by its lock file, once for
 * each of the JVMs that run tests.
 */
public final class OpenidClient implements ExchangingClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_MINUTES = 3;
    private static final String PACKAGE = "nodejs (20 or newer) and npm";

    private final Path folder;

    private OpenidClient(Path folder) {
        this.folder = folder;
    }

    /** Installs it, unless that is done already. */
    public static OpenidClient install() {
        Path source = Path.of(Artifacts.property("testbed.client-openid-client"));
        Path folder = Artifacts.workshop().resolve("openid-client");
        try {
            Files.createDirectories(folder);
            for (String file : new String[] {"package.json", "package-lock.json", "exchange.mjs"}) {
                Path copy = folder.resolve(file);
                Files.deleteIfExists(copy);
                Files.copy(source.resolve(file), copy);
            }
            if (!Files.isDirectory(folder.resolve("node_modules"))) {
                run(
                        folder,
                        "",
                        SystemProgram.find("npm", PACKAGE),
                        "ci",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund");
            }
            return new OpenidClient(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> exchange(Map<String, String> wanted) {
        try {
            String answer =
                    run(folder, JSON.writeValueAsString(wanted), SystemProgram.find("node", PACKAGE), "exchange.mjs");
            return JSON.readValue(answer, new TypeReference<Map<String, String>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(Path folder, String input, String... command) throws IOException {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        Path given = Files.writeString(folder.resolve("input"), input);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(given.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            if (process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0) {
                return Files.readString(output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
        throw new IllegalStateException(
                String.join(" ", command) + " failed: " + Files.readString(output) + Files.readString(errors));
    }
}
