package io.github.keycloakassume.impersonation.model;

import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a policy says to an attempt. */
public sealed interface Decision {

    /**
     * The policy has nothing against it.
     *
     * @param basis what it rests on, null when the policy knows of nothing it would need
     */
    record Allowed(@Nullable Basis basis) implements Decision {}

    /** The policy forbids it. */
    record Refused(Refusal refusal) implements Decision {}

    static Decision allowed() {
        return new Allowed(null);
    }

    /** Allowed because of that. */
    static Decision allowedBy(Basis basis) {
        return new Allowed(basis);
    }

    static Decision refused(Refusal refusal) {
        return new Refused(refusal);
    }

    /**
     * This decision if it refuses, else the next one: a chain stops at the first refusal. What it rests on is what the
     * first says that says anything: attributes of two are never merged.
     */
    default Decision and(Supplier<Decision> next) {
        if (this instanceof Allowed allowed && allowed.basis() != null) {
            Decision other = next.get();
            return other instanceof Refused ? other : this;
        }
        return this instanceof Refused ? this : next.get();
    }

    /**
     * What it rests on, null when on nothing but rights.
     *
     * @throws RefusedException with the refusal when refused
     */
    default @Nullable Basis orThrow() {
        if (this instanceof Refused refused) {
            throw new RefusedException(refused.refusal());
        }
        return this instanceof Allowed allowed ? allowed.basis() : null;
    }
}
