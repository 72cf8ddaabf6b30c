package io.github.keycloakassume.testbed;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A mail server (RFC 5321) that is slow, refuses, or falls silent: at once, at a command, or when it has been given a whole mail. */
public final class BrokenMailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final boolean speaks;
    private final @Nullable Duration pause;
    private final Map<String, String> answers;
    private final List<Closeable> connections = new CopyOnWriteArrayList<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();

    private BrokenMailServer(int port, boolean speaks, @Nullable Duration pause, Map<String, String> answers) {
        this.speaks = speaks;
        this.answers = answers;
        this.pause = pause;
        try {
            this.socket = new ServerSocket(port);
        } catch (IOException e) {
            throw new UncheckedIOException("no port for a mail server", e);
        }
        Thread listener = new Thread(this::listen, "broken-mail-server");
        listener.setDaemon(true);
        listener.start();
    }

    /** Takes connections and never says a word. */
    public static BrokenMailServer hanging() {
        return new BrokenMailServer(0, false, null, Map.of());
    }

    /** Takes mails, as a good one does, and never says that it has. */
    public static BrokenMailServer thatNeverConfirms() {
        return new BrokenMailServer(0, true, null, Map.of());
    }

    /** Takes mails, and says so after a while. */
    public static BrokenMailServer slow(int port, Duration pause) {
        return new BrokenMailServer(port, true, pause, Map.of());
    }

    /** Answers so to commands that begin so, and says nothing at all when the answer is empty. */
    public static BrokenMailServer thatAnswers(String command, String answer) {
        return new BrokenMailServer(0, true, null, Map.of(command, answer));
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** How often somebody has come. */
    public int connections() {
        return connections.size();
    }

    /** The mails it has taken, as they were written. */
    public List<String> taken() {
        return List.copyOf(taken);
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.add(client);
                Thread conversation = new Thread(() -> talk(client), "broken-mail-server-conversation");
                conversation.setDaemon(true);
                conversation.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        if (!speaks) {
            return;
        }
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            say(client, "220 ready");
            String line = in.readLine();
            while (line != null) {
                Optional<String> answer = answer(line);
                if (answer.isPresent()) {
                    sayIfAnything(client, answer.get());
                } else if (line.toUpperCase(Locale.ROOT).startsWith("DATA")) {
                    say(client, "354 go on");
                    take(in);
                    confirm(client);
                } else {
                    say(client, "250 ok");
                }
                line = in.readLine();
            }
        } catch (IOException expected) {
            // Whoever called has hung up, which is what such a server is for.
            return;
        }
    }

    private Optional<String> answer(String line) {
        return answers.entrySet().stream()
                .filter(answer -> line.toUpperCase(Locale.ROOT).startsWith(answer.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static void sayIfAnything(Socket client, String answer) throws IOException {
        if (!answer.isEmpty()) {
            say(client, answer);
        }
    }

    private void take(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        String line = in.readLine();
        while (line != null && !".".equals(line)) {
            mail.append(line).append('\n');
            line = in.readLine();
        }
        taken.add(mail.toString());
    }

    private void confirm(Socket client) throws IOException {
        if (pause != null) {
            CompletableFuture.runAsync(
                            () -> {}, CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS))
                    .join();
            say(client, "250 taken");
        }
    }

    private static void say(Socket client, String reply) throws IOException {
        client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    /** Hangs up on everybody and frees its port. */
    @Override
    public void close() {
        try {
            socket.close();
            for (Closeable connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a mail server that cannot be stopped", e);
        }
    }
}
