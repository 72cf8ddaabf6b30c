package io.github.keycloakassume.upgrade;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** JARs: which classes and files are in them, and in which. What is read stays in memory. */
final class Jars {

    private static final Pattern FILE_NAME = Pattern.compile("(?:org\\.keycloak\\.)?(.+?)-[0-9].*\\.jar");
    private static final String CLASS = ".class";

    private final Map<String, Place> places = new TreeMap<>();
    private final Map<String, Optional<ParsedClass>> parsed = new HashMap<>();

    private final List<ZipFile> zips = new ArrayList<>();
    private final Map<String, byte[]> replaced = new HashMap<>();

    private final Set<String> keycloaks = new TreeSet<>();

    private record Place(String jar, ZipFile file) {}

    private Jars() {}

    /** All JARs in a folder and the folders in it. */
    static Jars below(Path folder) {
        Jars jars = new Jars();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted(Comparator.comparing(Path::toString))
                    .forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jars;
    }

    /** The same with another class in the place of one; with none if there is no code. */
    Jars with(String className, byte @Nullable [] code) {
        Jars changed = new Jars();
        changed.places.putAll(places);
        changed.zips.addAll(zips);
        if (code == null) {
            changed.places.remove(className + CLASS);
        } else {
            changed.replaced.put(className + CLASS, code);
        }
        return changed;
    }

    private void add(Path file) {
        try {
            ZipFile zip = new ZipFile(file.toFile());
            Place place = new Place(artifact(file), zip);
            zips.add(zip);
            zip.stream().map(ZipEntry::getName).forEach(name -> places.putIfAbsent(name, place));
        } catch (IOException e) {
            throw new UncheckedIOException("not a JAR: " + file, e);
        }
    }

    /** What a JAR is called whatever its version; the distribution puts the group before it. */
    private static String artifact(Path file) {
        Matcher name = FILE_NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? name.group(1) : String.valueOf(file.getFileName());
    }

    /** A class by its name in byte code. */
    Optional<ParsedClass> find(String className) {
        Optional<ParsedClass> known = parsed.get(className);
        if (known == null) {
            known = file(className + CLASS).map(ParsedClass::of);
            parsed.put(className, known);
        }
        return known;
    }

    boolean has(String className) {
        return places.containsKey(className + CLASS);
    }

    /** The JAR that a class is in. */
    Optional<String> jarOf(String className) {
        return Optional.ofNullable(places.get(className + CLASS)).map(Place::jar);
    }

    /** Whether a class is Keycloak's own. */
    boolean isKeycloaks(String className) {
        return jarOf(className).filter(jar -> jar.startsWith("keycloak-")).isPresent();
    }

    /** Keycloak's own JARs among these. */
    Set<String> keycloaks() {
        if (keycloaks.isEmpty()) {
            places.values().stream()
                    .map(Place::jar)
                    .filter(jar -> jar.startsWith("keycloak-"))
                    .forEach(keycloaks::add);
        }
        return keycloaks;
    }

    Optional<byte[]> file(String path) {
        if (replaced.containsKey(path)) {
            return Optional.of(replaced.get(path));
        }
        @Nullable Place place = places.get(path);
        return place == null ? Optional.empty() : Optional.of(read(place.file(), path));
    }

    /** The JARs themselves. */
    List<URL> urls() {
        return zips.stream().map(zip -> url(Path.of(zip.getName()))).toList();
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of that path in all of these JARs. */
    List<byte[]> all(String path) {
        return zips.stream()
                .filter(zip -> zip.getEntry(path) != null)
                .map(zip -> read(zip, path))
                .toList();
    }

    /** Names of all classes, as byte code has them. */
    List<String> classes() {
        return files(CLASS).stream()
                .map(name -> name.substring(0, name.length() - CLASS.length()))
                .filter(name -> !name.startsWith("META-INF/"))
                .toList();
    }

    /** Paths of all files that end so. */
    List<String> files(String ending) {
        return places.keySet().stream().filter(name -> name.endsWith(ending)).toList();
    }

    private static byte[] read(ZipFile jar, String path) {
        try (InputStream content = jar.getInputStream(jar.getEntry(path))) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
