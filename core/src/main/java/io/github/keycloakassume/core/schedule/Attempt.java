package io.github.keycloakassume.core.schedule;

import java.util.function.Consumer;

/** A piece of work that must not keep others from being done when it fails. */
public final class Attempt {

    private Attempt() {}

    /**
     * Does the work.
     *
     * @param failed is told why it was not done
     * @return whether it was done
     */
    public static boolean at(Runnable work, Consumer<RuntimeException> failed) {
        try {
            work.run();
            return true;
        } catch (RuntimeException e) {
            // Of whatever class: what Keycloak, its databases, directories and other extensions throw has no other in
            // common.
            failed.accept(e);
            return false;
        }
    }
}
