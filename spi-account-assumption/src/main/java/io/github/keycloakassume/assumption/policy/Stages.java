package io.github.keycloakassume.assumption.policy;

import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt.Stage;

/** What the stages of an attempt have in common. */
final class Stages {

    private Stages() {}

    /** Whether it is asked for: then it may still be found what it is to rest on. */
    static boolean isAsked(Stage stage) {
        return stage == Stage.REQUESTED || stage == Stage.AT_ONCE;
    }

    /** Whether it starts with this decision. */
    static boolean isStarting(Stage stage) {
        return stage == Stage.STARTING || stage == Stage.AT_ONCE;
    }
}
