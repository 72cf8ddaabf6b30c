package io.github.keycloakassume.core.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** Cuts long lists for {@code in}: databases cap them (Oracle at 1000 entries, SQL Server at 2100 parameters). */
public final class Batches {

    /** How many a batch has at most. */
    public static final int MOST = 500;

    private Batches() {}

    /** The elements in batches, none of them empty. */
    public static <T> List<List<T>> of(Collection<T> elements) {
        List<T> all = new ArrayList<>(elements);
        return IntStream.iterate(0, from -> from < all.size(), from -> from + MOST)
                .mapToObj(from -> all.subList(from, Math.min(from + MOST, all.size())))
                .toList();
    }
}
