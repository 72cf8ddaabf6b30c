package io.github.keycloakassume.onbehalfof;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads settings by name and notices which were never asked for: a misspelled one must not be a default in silence. */
final class SettingsReader {

    private final Map<String, String> values;
    private final Set<String> asked = new HashSet<>();

    SettingsReader(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** The value, without blanks around it. */
    Optional<String> optional(String name) {
        asked.add(name);
        Optional<String> value = Optional.ofNullable(values.get(name)).map(String::strip);
        if (value.filter(String::isEmpty).isPresent()) {
            throw new IllegalArgumentException("Setting '" + name + "' is empty");
        }
        return value;
    }

    /** Of one line that is not too long. */
    Optional<String> text(String name, int longest) {
        Optional<String> value = optional(name);
        if (value.filter(text -> text.length() > longest || text.chars().anyMatch(Character::isISOControl))
                .isPresent()) {
            throw new IllegalArgumentException(
                    "Setting '" + name + "' is longer than " + longest + " characters, or has control characters");
        }
        return value;
    }

    <T> T required(String name, Function<String, T> parser) {
        String value =
                optional(name).orElseThrow(() -> new IllegalArgumentException("Setting '" + name + "' is missing"));
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Setting '" + name + "': " + e.getMessage(), e);
        }
    }

    /** Words with blanks between them. */
    List<String> words(String name) {
        return optional(name).map(text -> List.of(text.split("\\s+"))).orElse(List.of());
    }

    int number(String name, int unlessSet, int least, int most) {
        Optional<String> value = optional(name);
        if (value.isEmpty()) {
            return unlessSet;
        }
        if (!value.get().matches("[0-9]{1,9}")
                || Integer.parseInt(value.get()) < least
                || Integer.parseInt(value.get()) > most) {
            throw new IllegalArgumentException("Setting '" + name + "' is not a number from " + least + " to " + most);
        }
        return Integer.parseInt(value.get());
    }

    void requireNothingElse() {
        var unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(asked);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("There is no setting " + unknown);
        }
    }

    static URI issuer(String text) {
        URI issuer = URI.create(text);
        SafeAddress.require(issuer);
        if (issuer.getRawQuery() != null || issuer.getRawFragment() != null) {
            throw new IllegalArgumentException("an issuer has neither query nor fragment");
        }
        return issuer;
    }
}
