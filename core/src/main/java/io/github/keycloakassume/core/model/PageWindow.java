package io.github.keycloakassume.core.model;

/**
 * A part of a list.
 *
 * @param first how many to leave out before it, at least 0
 * @param max how many at most, at least 1
 */
public record PageWindow(int first, int max) {

    public PageWindow {
        if (first < 0 || max < 1) {
            throw new IllegalArgumentException("first " + first + ", max " + max);
        }
    }
}
