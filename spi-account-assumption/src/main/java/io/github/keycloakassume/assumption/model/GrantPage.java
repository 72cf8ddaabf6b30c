package io.github.keycloakassume.assumption.model;

import org.jspecify.annotations.Nullable;

/**
 * A part of a list of grants or requests. Whoever goes on from the last row he has seen pays the same for every page;
 * whoever counts from the beginning pays for what he leaves out.
 *
 * @param after id of the row before the first one wanted, null for the beginning of the list
 * @param first how many to leave out after that, at least 0
 * @param max how many at most, at least 1
 */
public record GrantPage(@Nullable String after, int first, int max) {

    public GrantPage {
        if (first < 0 || max < 1) {
            throw new IllegalArgumentException("first " + first + ", max " + max);
        }
    }
}
