package io.github.keycloakassume.impersonation.model;

import java.util.function.Supplier;

/** What a policy says to an attempt. */
public sealed interface Decision {

    /** The policy has nothing against it. */
    record Allowed() implements Decision {}

    /** The policy forbids it. */
    record Refused(Refusal refusal) implements Decision {}

    static Decision allowed() {
        return new Allowed();
    }

    static Decision refused(Refusal refusal) {
        return new Refused(refusal);
    }

    /** This decision if it refuses, else the next one: a chain stops at the first refusal. */
    default Decision and(Supplier<Decision> next) {
        return this instanceof Refused ? this : next.get();
    }

    /**
     * Does nothing when allowed.
     *
     * @throws RefusedException with the refusal otherwise
     */
    default void orThrow() {
        if (this instanceof Refused refused) {
            throw new RefusedException(refused.refusal());
        }
    }
}
