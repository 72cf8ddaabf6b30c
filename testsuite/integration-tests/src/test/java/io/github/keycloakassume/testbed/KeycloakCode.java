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
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of a Keycloak distribution, loaded and never run: what it answers requests with, as its own code says.
 */
public final class KeycloakCode implements AutoCloseable {

    private static final String OF_KEYCLOAK = "org.keycloak.";
    private static final String JAX_RS = "Ljakarta/ws/rs/";

    private final List<Path> jars;
    private final URLClassLoader loader;

    private KeycloakCode(List<Path> jars) {
        this.jars = jars;
        this.loader = new URLClassLoader(
                jars.stream().map(KeycloakCode::url).toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** The code of the Keycloak under test. */
    public static KeycloakCode underTest() {
        return of(DistributionRuntime.unpacked().directory());
    }

    private static KeycloakCode of(Path distribution) {
        try (Stream<Path> files = Files.walk(distribution.resolve("lib/lib"))) {
            return new KeycloakCode(files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every method that answers a request, as {@code GET class#method}, by the class that declares it; overloads too. */
    public List<String> resourceMethods() {
        return jars.stream()
                .flatMap(jar -> classesOf(jar).stream())
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

    /** Names of Keycloak's classes in a JAR that mention JAX-RS annotations. */
    private static List<String> classesOf(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> entry.getName().startsWith("org/keycloak/"))
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
