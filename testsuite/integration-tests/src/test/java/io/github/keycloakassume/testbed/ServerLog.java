package io.github.keycloakassume.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a node has logged, also once it has stopped. */
public final class ServerLog {

    /** An entry begins with its time; what follows a line break, a stack for example, belongs to it. */
    private static final Pattern BEGINNING =
            Pattern.compile("(?m)^(?=\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2},\\d{3} )");

    private static final Set<String> LOUD = Set.of("WARN", "ERROR", "FATAL");

    private final List<String> entries;

    private ServerLog(List<String> entries) {
        this.entries = entries;
    }

    public static ServerLog of(KeycloakNode node) {
        try {
            Path copy = Files.createTempFile("server", ".log");
            node.copyLog(copy);
            String text = Files.readString(copy);
            Files.delete(copy);
            return new ServerLog(List.of(BEGINNING.split(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Entries at WARN and above that have to do with us: from our classes, or with one of them or a task of ours in it. Not
     * events, which Keycloak logs as warnings when they are refusals.
     */
    public List<String> warningsOfOurs() {
        return entries.stream()
                .filter(entry -> LOUD.contains(word(entry, 2)))
                .filter(entry -> !word(entry, 3).equals("[org.keycloak.events]"))
                .filter(entry -> entry.contains("keycloakassume") || entry.contains("assume-"))
                .toList();
    }

    /** Entries, of whatever level, with that text in them. */
    public List<String> with(String text) {
        return entries.stream().filter(entry -> entry.contains(text)).toList();
    }

    private static String word(String entry, int number) {
        String[] words = entry.split("\\s+", number + 2);
        return words.length > number ? words[number] : "";
    }
}
