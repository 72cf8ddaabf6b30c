package io.github.keycloakassume.core.store;

import io.github.keycloakassume.core.model.IdText;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Selection;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out whether rows that are asked for by a name are those of several persons. */
public final class Namesakes<T> {

    private final EntityManager entities;
    private final Class<T> table;

    public Namesakes(EntityManager entities, Class<T> table) {
        this.entities = entities;
        this.table = table;
    }

    /** Whether a filter asks by a name, not by an id. */
    public static boolean isName(@Nullable String value) {
        return value != null && !IdText.isMadeByKeycloak(value);
    }

    /**
     * Whether there are several.
     *
     * @param rows what the rows have to meet
     * @param idAttributes what tells one person from another
     */
    public boolean among(Function<Root<T>, Predicate[]> rows, String... idAttributes) {
        CriteriaBuilder builder = entities.getCriteriaBuilder();
        CriteriaQuery<Tuple> query = builder.createTupleQuery();
        Root<T> row = query.from(table);
        query.select(builder.tuple(Stream.of(idAttributes).map(row::get).toArray(Selection<?>[]::new)))
                .distinct(true)
                .where(rows.apply(row));
        return entities.createQuery(query).setMaxResults(2).getResultList().size() > 1;
    }
}
