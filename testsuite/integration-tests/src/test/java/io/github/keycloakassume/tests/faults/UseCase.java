package io.github.keycloakassume.tests.faults;

import java.util.Set;
import java.util.function.Function;

/**
 * A use case that writes.
 *
 * @param writes by which the transaction is known: an action of the trail
 * @param kind who begins it, and whether it may be begun again though it is done
 * @param walked simple names of the classes that it has write, so that {@link FaultRunTest} finds those that no use case has
 */
record UseCase(String name, String writes, Kind kind, Function<Ground, Task> prepare, Set<String> walked) {

    enum Kind {
        /** A request; the user looks whether it is done before they ask again. */
        REQUEST,

        /** A form of a browser, which is sent again whether it was done or not. */
        FORM,

        /** A node, when its time has come. */
        TIME
    }

    UseCase(String name, String writes, Kind kind, Function<Ground, Task> prepare) {
        this(name, writes, kind, prepare, Set.of());
    }

    /** The same, which has these classes write. */
    UseCase walking(String... classes) {
        return new UseCase(name, writes, kind, prepare, Set.of(classes));
    }

    boolean isByTime() {
        return kind == Kind.TIME;
    }
}
