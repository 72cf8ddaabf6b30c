package io.github.keycloakassume.core.keycloak;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakContext;

/**
 * The path of a request below the server's root, in parts, as JAX-RS finds resources by it: one resource under many
 * spellings, with slashes too many, behind or between, and with matrix parameters (RFC 3986 section 3.3). What looks at a
 * path looks at it here, so that no spelling is overlooked. Letters count as they are, as they do for JAX-RS.
 */
public final class RequestPath {

    /** Stands for any one part. */
    public static final String ANY = "*";

    private static final String PROPERTY = "assume.request-path";

    private final String path;
    private final List<String> parts;

    private RequestPath(String path) {
        this.path = path;
        this.parts = parts(path);
    }

    /** Without streams: this is on the way of every request. */
    private static List<String> parts(String path) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (start <= path.length()) {
            int slash = path.indexOf('/', start);
            int end = slash < 0 ? path.length() : slash;
            String part = withoutParameters(path.substring(start, end));
            if (!part.isEmpty()) {
                parts.add(part);
            }
            start = end + 1;
        }
        return parts;
    }

    /** The path of a request that JAX-RS serves: it has decoded it, line breaks too. Read once for all filters. */
    public static RequestPath of(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (request.getProperty(PROPERTY) instanceof RequestPath known && known.path.equals(path)) {
            return known;
        }
        RequestPath read = of(path);
        request.setProperty(PROPERTY, read);
        return read;
    }

    /** The same of a request that a session serves. */
    public static RequestPath of(HttpRequest request) {
        return of(request.getUri().getPath());
    }

    /** The same of the request that a context is for. */
    public static RequestPath of(KeycloakContext context) {
        return of(context.getUri().getPath());
    }

    /** A path as it is decoded. */
    static RequestPath of(String path) {
        return new RequestPath(path);
    }

    /** Whether it has exactly these parts. */
    public boolean is(String... expected) {
        return parts.size() == expected.length && isBelow(expected);
    }

    /** Whether it begins with these parts, or has no others. */
    public boolean isBelow(String... expected) {
        if (parts.size() < expected.length) {
            return false;
        }
        for (int at = 0; at < expected.length; at++) {
            if (!expected[at].equals(ANY) && !expected[at].equals(parts.get(at))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it has matrix parameters, or names with a semicolon in them: decoded, these look alike. */
    boolean hasParameters() {
        return path.indexOf(';') >= 0;
    }

    /** The part at a place, counted from 0; empty behind the last one. */
    public Optional<String> part(int at) {
        return at < parts.size() ? Optional.of(parts.get(at)) : Optional.empty();
    }

    /**
     * What the last part may be called, where names may have slashes in them: decoded, these look like those between parts, or
     * like one too many behind.
     *
     * @param at its place; nothing where there is none
     */
    public Set<String> namesFrom(int at) {
        int start = 0;
        for (int part = 0; part < at; start++) {
            int slash = path.indexOf('/', start);
            if (slash < 0) {
                return Set.of();
            }
            part += withoutParameters(path.substring(start, slash)).isEmpty() ? 0 : 1;
            start = slash;
        }
        String name = path.substring(start);
        String withoutLast = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        return Stream.of(name, withoutLast, withoutSlashesAround(name))
                .filter(possible -> !possible.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String withoutSlashesAround(String name) {
        int start = 0;
        int end = name.length();
        while (start < end && name.charAt(start) == '/') {
            start++;
        }
        while (end > start && name.charAt(end - 1) == '/') {
            end--;
        }
        return name.substring(start, end);
    }

    private static String withoutParameters(String part) {
        int parameters = part.indexOf(';');
        return parameters < 0 ? part : part.substring(0, parameters);
    }
}
