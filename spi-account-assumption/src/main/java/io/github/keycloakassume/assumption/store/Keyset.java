package io.github.keycloakassume.assumption.store;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;

/** The order of a list, the newest first, such that an index leads to the row after any other. */
record Keyset(CriteriaBuilder builder, Root<?> row, String time) {

    private static final String ID = "id";

    Order[] order() {
        return new Order[] {builder.desc(row.get(time)), builder.desc(row.get(ID))};
    }

    /** What comes after that row. The first condition follows from the second; it is the one that databases seek by. */
    Predicate after(long lastTime, String lastId) {
        return builder.and(
                builder.le(row.get(time), lastTime),
                builder.or(
                        builder.lt(row.get(time), lastTime),
                        builder.lessThan(row.get(ID).as(String.class), lastId)));
    }
}
