package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.model.GrantPage;
import io.github.keycloakassume.core.model.PageWindow;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import io.github.keycloakassume.core.rest.ListParameters;

/** Pages of lists that may be very long. */
final class Pages {

    private Pages() {}

    /**
     * By {@code first} and {@code max} as everywhere, or by {@code after}, the id of the last of the page before: that takes
     * the same time however far one has come.
     */
    static GrantPage of(ListParameters parameters) throws InvalidBodyException {
        PageWindow window = parameters.window(ListParameters.USUAL, ListParameters.MOST);
        return new GrantPage(parameters.text("after"), window.first(), window.max());
    }
}
