package io.github.keycloakassume.impersonation.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What an impersonated caller may reach: the list {@code doors.txt}, and nothing else. A door is known by the method that
 * answers it, not by its path: JAX-RS finds one method under many spellings of a path, and a method that is not on the list
 * is closed, be it of another Keycloak or another extension.
 */
final class Doors {

    /** Who may come in. */
    enum Opening {
        /** Everyone. */
        OPEN,
        /** No access token of an impersonated session; a browser's cookie does not count here, or has its own guard. */
        NO_TOKEN,
        /** Neither a token nor a browser of an impersonated session. */
        CLOSED
    }

    private static final String OURS = "io.github.keycloakassume.";
    private static final String LIST = "doors.txt";
    private static final String ANY_METHOD = "*";
    private static final String GRANT = "GRANT";

    private static final Doors COMMITTED = read();

    private final Map<String, Opening> methods = new HashMap<>();
    private final Map<String, Opening> packages = new HashMap<>();

    private Doors() {}

    static Doors committed() {
        return COMMITTED;
    }

    /**
     * The door of a request.
     *
     * @param httpMethod as the request has it: JAX-RS answers HEAD by the method for GET
     * @param answering the method that will answer
     */
    Opening of(String httpMethod, Method answering) {
        String type = owner(answering).getName();
        String name = " " + type + "#" + answering.getName();
        Opening own = methods.get(httpMethod + name);
        if (own == null && "HEAD".equals(httpMethod)) {
            own = methods.get("GET" + name);
        }
        return own == null ? ofPackage(type) : own;
    }

    /** An override of ours that has no annotations answers in place of the method of Keycloak that has them, at its door. */
    private static Class<?> owner(Method answering) {
        Class<?> type = answering.getDeclaringClass();
        return type.getName().startsWith(OURS) && answering.getAnnotations().length == 0 ? type.getSuperclass() : type;
    }

    /** Whether a grant type of the token endpoint takes tokens of impersonated sessions. */
    boolean opensGrant(String grantType) {
        return methods.get(GRANT + " " + grantType) == Opening.OPEN;
    }

    /** Of two packages of which one is in the other, the inner one counts. */
    private Opening ofPackage(String type) {
        return packages.entrySet().stream()
                .filter(entry -> type.startsWith(entry.getKey()))
                .max(Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(Opening.CLOSED);
    }

    private static Doors read() {
        try (InputStream list = Objects.requireNonNull(Doors.class.getResourceAsStream(LIST), LIST)) {
            return of(new String(list.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(LIST, e);
        }
    }

    /** Reads a list: one door a line, its opening, HTTP method or {@code *}, and name. */
    static Doors of(String list) {
        Doors doors = new Doors();
        list.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(doors::add);
        return doors;
    }

    private void add(String line) {
        String[] columns = line.strip().split("\\s+", -1);
        if (columns.length != 3) {
            throw new IllegalStateException("not a door: " + line);
        }
        Opening opening = Opening.valueOf(columns[0].toUpperCase(Locale.ROOT).replace('-', '_'));
        if (ANY_METHOD.equals(columns[1])) {
            packages.put(columns[2], opening);
        } else {
            methods.put(columns[1] + " " + columns[2], opening);
        }
    }
}
