package io.github.keycloakassume.core.roles;

import io.github.keycloakassume.core.store.OldValue;
import io.github.keycloakassume.core.store.OldValue.Field;
import io.github.keycloakassume.core.store.RoleTables.Pair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a transaction has changed where it stands, as it was before: the places of groups, the defaults of a realm. */
final class OldPlaces {

    private static final OldPlaces NONE = new OldPlaces();

    private final Map<Field, Map<String, OldValue>> values = new EnumMap<>(Field.class);

    OldPlaces() {}

    /** Those of a transaction that has changed nothing. */
    static OldPlaces none() {
        return NONE;
    }

    /** The first value counts: later ones came in the same transaction. */
    void remember(OldValue old) {
        values.computeIfAbsent(old.field(), field -> new HashMap<>()).putIfAbsent(old.holder(), old);
    }

    /** Ids of the realms whose places have changed. */
    Set<String> realms() {
        return Stream.of(Field.GROUP_PARENT, Field.DEFAULT_ROLE, Field.DEFAULT_GROUPS)
                .flatMap(field -> of(field).values().stream())
                .map(OldValue::realmId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Ids of the rows of which that was changed. */
    Set<String> holders(Field field) {
        return Set.copyOf(of(field).keySet());
    }

    /** The groups below some, child and parent, as they were when the database says how they are. */
    List<Pair> groupsBelow(Collection<String> groups, List<Pair> now) {
        Map<String, OldValue> moved = of(Field.GROUP_PARENT);
        List<Pair> before = new ArrayList<>(
                now.stream().filter(pair -> !moved.containsKey(pair.holder())).toList());
        moved.values()
                .forEach(group -> group.values().stream()
                        .filter(groups::contains)
                        .map(parent -> new Pair(group.holder(), parent))
                        .forEach(before::add));
        return before;
    }

    Set<String> defaults(Field field, String realmId, Set<String> now) {
        OldValue old = of(field).get(realmId);
        return old == null ? now : old.values();
    }

    private Map<String, OldValue> of(Field field) {
        return values.getOrDefault(field, Map.of());
    }
}
