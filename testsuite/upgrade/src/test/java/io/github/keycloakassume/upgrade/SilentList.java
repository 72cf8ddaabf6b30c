package io.github.keycloakassume.upgrade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The file of what no compiler sees, by hand. */
record SilentList(List<Line> lines) {

    /**
     * One thing that is taken for granted.
     *
     * @param kind which columns it has, as the file's head says
     */
    record Line(String kind, List<String> columns) {

        String column(int at) {
            return columns.get(at);
        }

        /** A column that is the name of a class, as byte code has it. */
        String className(int at) {
            return internal(column(at));
        }

        /** The columns from there on. */
        List<String> from(int at) {
            return columns.subList(at, columns.size());
        }

        @Override
        public String toString() {
            return kind + " " + String.join(" ", columns);
        }
    }

    SilentList {
        lines = List.copyOf(lines);
    }

    static SilentList read(Path file) {
        try {
            return new SilentList(Files.readAllLines(file).stream()
                    .map(line -> line.replaceFirst("(^|\\s)#(\\s.*)?$", "").strip())
                    .filter(line -> !line.isEmpty())
                    .map(line -> List.of(line.split("\\s+")))
                    .map(words -> new Line(words.get(0), words.subList(1, words.size())))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Line> of(String kind) {
        return lines.stream().filter(line -> line.kind().equals(kind));
    }

    static String internal(String className) {
        return className.replace('.', '/');
    }
}
