package io.github.keycloakassume.upgrade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sources of all modules that lie beside each other in the root of the project. */
final class Sources {

    private final List<Path> roots;

    private Sources(List<Path> roots) {
        this.roots = roots;
    }

    static Sources below(Path project) {
        try (Stream<Path> modules = Files.list(project)) {
            return new Sources(modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The source of a class that is in no other, by its name in byte code. */
    Optional<SourceText> of(String className) {
        return roots.stream()
                .map(root -> root.resolve(className + ".java"))
                .filter(Files::exists)
                .findFirst()
                .map(Sources::read);
    }

    private static SourceText read(Path file) {
        try {
            return new SourceText(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
