package io.github.keycloakassume.testbed;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An application with Spring Security that exchanges tokens, {@code testsuite/clients/spring}, with all libraries of its own
 * in a class loader of its own: two versions run beside each other.
 */
public final class SpringSecurityClient implements ExchangingClient {

    private static final String PROGRAM = "io.github.keycloakassume.clients.spring.SpringExchange";

    private final Path jar;

    private SpringSecurityClient(Path jar) {
        this.jar = jar;
    }

    /** Spring Security 6.5. */
    public static SpringSecurityClient version6() {
        return new SpringSecurityClient(Path.of(Artifacts.property("testbed.client-spring-6")));
    }

    /** Spring Security 7.1. */
    public static SpringSecurityClient version7() {
        return new SpringSecurityClient(Path.of(Artifacts.property("testbed.client-spring-7")));
    }

    @Override
    public Map<String, String> exchange(Map<String, String> wanted) {
        Thread current = Thread.currentThread();
        ClassLoader own = current.getContextClassLoader();
        try (var loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            current.setContextClassLoader(loader);
            return program(loader).apply(wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot be started: " + PROGRAM, e);
        } finally {
            current.setContextClassLoader(own);
        }
    }

    @SuppressWarnings("unchecked") // as the program declares it
    private static UnaryOperator<Map<String, String>> program(ClassLoader loader) throws ReflectiveOperationException {
        return (UnaryOperator<Map<String, String>>)
                loader.loadClass(PROGRAM).getConstructor().newInstance();
    }

    private URL[] classPath() throws IOException {
        List<URL> all = new ArrayList<>();
        all.add(url(jar));
        Path listed = jar.resolveSibling("class-path");
        for (String file : Files.readString(listed).strip().split(File.pathSeparator, -1)) {
            all.add(url(Path.of(file)));
        }
        return all.toArray(URL[]::new);
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }
}
