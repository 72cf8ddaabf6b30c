package io.github.keycloakassume.assumption.model;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Names on the wire of values that are constants in the code. */
final class WireNames {

    private WireNames() {}

    /** Kebab-case, for example {@code reset-email}. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value of that name to the letter, empty when there is none. */
    static <E> Optional<E> find(E[] values, Function<E, String> wireName, String name) {
        for (E value : values) {
            if (wireName.apply(value).equals(name)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
