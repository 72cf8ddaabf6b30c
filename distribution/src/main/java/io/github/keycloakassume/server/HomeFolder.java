package io.github.keycloakassume.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A folder that comes into being in one step: filled beside its place, then renamed, so that it is whole or absent. */
final class HomeFolder {

    private static final String ORIGIN = ".unpacked-from";

    /** What a running Keycloak or its build writes: never shared between homes. */
    private static final Set<Path> COPIED = Set.of(Path.of("lib", "quarkus"), Path.of("conf"));

    private static final Path DATA = Path.of("data");

    private final Path place;

    private HomeFolder(Path place) {
        this.place = place;
    }

    static HomeFolder of(Path place) {
        return new HomeFolder(place.toAbsolutePath().normalize());
    }

    void unpack(Path distributionZip) {
        String origin = distributionZip.getFileName().toString();
        create(origin, folder -> {
            new DistributionZip(distributionZip).unpackInto(folder);
            Files.writeString(folder.resolve(ORIGIN), origin);
        });
    }

    void linkFrom(Path source) {
        create(origin(source), folder -> {
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Path relative = source.relativize(file);
                    if (!relative.startsWith(DATA)) {
                        take(file, relative, folder.resolve(relative));
                    }
                }
            }
        });
    }

    private static void take(Path file, Path relative, Path target) throws IOException {
        if (Files.isDirectory(file)) {
            Files.createDirectories(target);
        } else if (COPIED.stream().anyMatch(relative::startsWith)) {
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        } else {
            link(file, target);
        }
    }

    private void create(String origin, Filling filling) {
        try {
            if (Files.exists(place)) {
                requireOrigin(origin);
                return;
            }
            Files.createDirectories(place.getParent());
            Path unfinished = Files.createTempDirectory(place.getParent(), place.getFileName() + ".unfinished-");
            try {
                filling.fill(unfinished);
                moveIntoPlace(unfinished, origin);
            } finally {
                delete(unfinished);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create the Keycloak home " + place, e);
        }
    }

    private void moveIntoPlace(Path unfinished, String origin) throws IOException {
        try {
            Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Somebody else was faster: what he made is as good, if it is the same.
            if (!Files.exists(place)) {
                throw e;
            }
            requireOrigin(origin);
        }
    }

    private void requireOrigin(String wanted) throws IOException {
        String found = origin(place);
        if (!found.equals(wanted)) {
            throw new IllegalStateException("The folder " + place + " was unpacked from " + found + ", not from "
                    + wanted + ". Remove it, or choose another folder.");
        }
    }

    private static String origin(Path folder) {
        try {
            Path file = folder.resolve(ORIGIN);
            return Files.exists(file) ? Files.readString(file) : "something unknown";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void link(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (e instanceof FileAlreadyExistsException exists) {
                throw exists;
            }
            // Another file system, or one without hard links.
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }

    @FunctionalInterface
    private interface Filling {
        void fill(Path folder) throws IOException;
    }
}
