package io.github.keycloakassume.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A process with all it started")
class ProcessTreeTest {

    @Test
    @DisplayName("ends with what it started")
    void close() throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "sleep 300 & echo started; wait").start();
        assertThat(shell.inputReader(UTF_8).readLine()).isEqualTo("started");
        ProcessHandle child = shell.children().findFirst().orElseThrow();

        ProcessTree.of(shell).close();

        assertThat(shell.isAlive()).isFalse();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    @DisplayName("ends at once when it is started while this JVM goes down")
    void duringShutdown() throws IOException, InterruptedException, URISyntaxException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folderOf(ProcessTree.class) + File.pathSeparator + folderOf(StartsTooLate.class),
                        StartsTooLate.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = java.inputReader(UTF_8).readLine();

        assertThat(java.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(answer).matches("refused: \\d+");
        assertThat(ProcessHandle.of(Long.parseLong(answer.substring("refused: ".length()))))
                .isEmpty();
    }

    private static Path folderOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** A program that starts a process in its very last moments. */
    static final class StartsTooLate {

        private StartsTooLate() {}

        public static void main(String[] arguments) {
            Runtime.getRuntime().addShutdownHook(new Thread(StartsTooLate::start));
        }

        private static void start() {
            try {
                Process process = new ProcessBuilder("sleep", "300").start();
                try {
                    ProcessTree.of(process);
                } catch (IllegalStateException e) {
                    System.out.println("refused: " + process.pid());
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
