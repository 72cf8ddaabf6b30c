package io.github.keycloakassume.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The classes of a Keycloak distribution, or of what we ship for it, loaded and never run: what they answer requests with, as
 * their own code says.
 */
public final class KeycloakCode implements AutoCloseable {

    private static final String OF_KEYCLOAK = "org.keycloak.";
    private static final String JAX_RS = "Ljakarta/ws/rs/";

    private final List<Path> jars;
    private final String packages;
    private final URLClassLoader loader;

    private KeycloakCode(List<Path> jars, String packages, List<Path> needed) {
        this.jars = jars;
        this.packages = packages;
        this.loader = new URLClassLoader(
                Stream.concat(jars.stream(), needed.stream())
                        .map(KeycloakCode::url)
                        .toArray(URL[]::new),
                ClassLoader.getPlatformClassLoader());
    }

    /** The code of the Keycloak under test. */
    public static KeycloakCode underTest() {
        return new KeycloakCode(jarsOfKeycloak(), "org/keycloak/", List.of());
    }

    /** The code of all JARs in the zip that we ship. */
    public static KeycloakCode shipped() {
        return new KeycloakCode(jarsOfTheZip(), "io/github/keycloakassume/", jarsOfKeycloak());
    }

    private static List<Path> jarsOfKeycloak() {
        try (Stream<Path> files =
                Files.walk(KeycloakHomes.unpacked().directory().resolve("lib/lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> jarsOfTheZip() {
        Path folder = Artifacts.workshop().resolve("shipped");
        List<Path> jars = new ArrayList<>();
        try (ZipFile zip = new ZipFile(Artifacts.zip().toFile())) {
            Files.createDirectories(folder);
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".jar")) {
                    Path jar = folder.resolve(
                            Path.of(entry.getName()).getFileName().toString());
                    Files.copy(zip.getInputStream(entry), jar, StandardCopyOption.REPLACE_EXISTING);
                    jars.add(jar);
                }
            }
            return jars;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every method that answers a request, as {@code GET class#method}, by the class that declares it; overloads too. */
    public List<String> resourceMethods() {
        return jars.stream()
                .flatMap(jar -> classesOf(jar, packages).stream())
                .map(this::load)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> !method.isBridge() && !method.isSynthetic())
                .flatMap(method -> verbs(method)
                        .map(verb -> verb + " " + method.getDeclaringClass().getName() + "#" + method.getName()))
                .sorted()
                .toList();
    }

    /** The ids of all providers that a kind of factory is registered for. */
    public SortedSet<String> providers(String factoryType) {
        return jars.stream()
                .flatMap(jar -> registered(jar, factoryType).stream())
                .map(this::load)
                .map(KeycloakCode::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names of the annotations that are themselves annotated as HTTP methods: a method without one answers nothing. */
    private static Stream<String> verbs(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> Arrays.stream(type.getAnnotations())
                        .anyMatch(meta -> meta.annotationType().getName().equals("jakarta.ws.rs.HttpMethod")))
                .map(Class::getSimpleName);
    }

    /** Names of the classes in a JAR that mention JAX-RS annotations. */
    private static List<String> classesOf(Path jar, String packages) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> entry.getName().startsWith(packages))
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .filter(entry -> text(file, entry.getName()).contains(JAX_RS))
                    .map(entry -> entry.getName().replace(".class", "").replace('/', '.'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> registered(Path jar, String factoryType) {
        try (JarFile file = new JarFile(jar.toFile())) {
            String services = "META-INF/services/" + factoryType;
            return file.getEntry(services) == null
                    ? List.of()
                    : text(file, services)
                            .lines()
                            .map(line -> line.replaceFirst("#.*", "").strip())
                            .filter(line -> line.startsWith(OF_KEYCLOAK))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(JarFile file, String entry) {
        try (var stream = file.getInputStream(file.getEntry(entry))) {
            return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Class<?> load(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static String id(Class<?> factory) {
        try {
            Object made = factory.getDeclaredConstructor().newInstance();
            return String.valueOf(factory.getMethod("getId").invoke(made));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(factory.getName(), e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
