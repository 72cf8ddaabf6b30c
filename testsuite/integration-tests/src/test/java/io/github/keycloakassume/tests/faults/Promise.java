package io.github.keycloakassume.tests.faults;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the documents say may come of a use case that was not answered, instead of what it leaves behind otherwise.
 *
 * @param name as docs/operations.md has it
 * @param instead what is left behind then, from what is otherwise
 * @param holds what must hold then
 */
record Promise(String name, UnaryOperator<Facts> instead, List<Hold> holds) {

    /**
     * Keycloak stores a new user session after the commit ({@code UserSessionPersistentChangelogBasedTransaction}): an impersonation
     * that was committed, and whose session was not, ends at once.
     *
     * @param subject which of the task's people is told of the end
     */
    static Promise overAtOnce(int subject, Hold... holds) {
        return new Promise(
                "a start whose session could not be stored any more is over at once",
                facts -> facts.overAtOnce(subject),
                List.of(holds));
    }
}
