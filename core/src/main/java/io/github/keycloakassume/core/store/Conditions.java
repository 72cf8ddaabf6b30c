package io.github.keycloakassume.core.store;

import io.github.keycloakassume.core.model.IdText;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What rows of a list have to meet; a condition upon null is none. */
public final class Conditions {

    private static final char ESCAPE = '!';

    private final CriteriaBuilder builder;
    private final Root<?> row;
    private final List<Predicate> all = new ArrayList<>();

    public Conditions(CriteriaBuilder builder, Root<?> row) {
        this.builder = builder;
        this.row = row;
    }

    public Conditions and(Predicate condition) {
        all.add(condition);
        return this;
    }

    public Conditions equal(String attribute, @Nullable Object value) {
        if (value != null) {
            all.add(builder.equal(row.get(attribute), value));
        }
        return this;
    }

    /** A person by an id, or by whatever else they may be called: no name is looked for that looks like an id. */
    public Conditions person(String idAttribute, String nameAttribute, @Nullable String value) {
        if (value != null && IdText.isMadeByKeycloak(value)) {
            return equal(idAttribute, value);
        }
        if (value != null) {
            all.add(builder.or(
                    builder.equal(row.get(idAttribute), value), builder.equal(row.get(nameAttribute), value)));
        }
        return this;
    }

    /** A part of any of these, in whatever case. */
    public Conditions contains(@Nullable String part, String... attributes) {
        if (part != null) {
            String pattern = "%" + escaped(part.toLowerCase(Locale.ROOT)) + "%";
            all.add(builder.or(Stream.of(attributes)
                    .map(attribute ->
                            builder.like(builder.lower(row.get(attribute).as(String.class)), pattern, ESCAPE))
                    .toArray(Predicate[]::new)));
        }
        return this;
    }

    public Predicate[] toArray() {
        return all.toArray(Predicate[]::new);
    }

    private static String escaped(String part) {
        return part.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
