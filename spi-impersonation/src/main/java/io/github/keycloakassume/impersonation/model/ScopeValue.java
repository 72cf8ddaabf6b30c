package io.github.keycloakassume.impersonation.model;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scopes of a token or an answer (RFC 6749, section 3.3).
 *
 * @param names in the order in which they are written
 */
public record ScopeValue(List<String> names) {

    private static final String BETWEEN = " ";

    public ScopeValue {
        names = List.copyOf(names);
    }

    /** As it is written: names between blanks; null is no scope at all. */
    public static ScopeValue of(@Nullable String written) {
        return new ScopeValue(
                written == null
                        ? List.of()
                        : Arrays.stream(written.split(BETWEEN))
                                .filter(name -> !name.isEmpty())
                                .toList());
    }

    public boolean has(String name) {
        return names.contains(name);
    }

    public ScopeValue without(String name) {
        return new ScopeValue(
                names.stream().filter(other -> !other.equals(name)).toList());
    }

    /** As it is written in tokens and answers. */
    public String text() {
        return String.join(BETWEEN, names);
    }
}
