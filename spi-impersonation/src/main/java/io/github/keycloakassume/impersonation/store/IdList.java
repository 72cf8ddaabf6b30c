package io.github.keycloakassume.impersonation.store;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A few ids in one column, one a line; none are null, because Oracle cannot tell an empty text from that. */
final class IdList {

    private static final String BETWEEN = "\n";

    private IdList() {}

    /**
     * What the column holds.
     *
     * @throws IllegalArgumentException for an id of more than one line, which would come back as several
     */
    static @Nullable String write(Collection<String> ids) {
        if (ids.stream().anyMatch(id -> id.isEmpty() || id.contains(BETWEEN))) {
            throw new IllegalArgumentException("not ids: " + ids);
        }
        return ids.isEmpty() ? null : String.join(BETWEEN, ids.stream().sorted().toList());
    }

    static Set<String> read(@Nullable String column) {
        return column == null ? Set.of() : Set.of(column.split(BETWEEN));
    }
}
