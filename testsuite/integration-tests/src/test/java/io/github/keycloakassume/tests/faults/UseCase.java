package io.github.keycloakassume.tests.faults;

import java.util.function.Function;

/**
 * A use case that writes.
 *
 * @param writes by which the transaction is known: an action of the trail
 * @param kind who begins it, and whether it may be begun again though it is done
 */
record UseCase(String name, String writes, Kind kind, Function<Ground, Task> prepare) {

    enum Kind {
        /** A request; the user looks whether it is done before they ask again. */
        REQUEST,

        /** A form of a browser, which is sent again whether it was done or not. */
        FORM,

        /** A node, when its time has come. */
        TIME
    }

    boolean isByTime() {
        return kind == Kind.TIME;
    }
}
