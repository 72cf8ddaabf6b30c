package io.github.keycloakassume.tests.faults;

import io.github.keycloakassume.testbed.KeycloakNode;
import java.util.concurrent.CompletableFuture;

/** What a user or a program does in one request; it can be done again. */
interface Act {

    /**
     * Does it.
     *
     * @param heard whether the answer reaches the browser or the program
     * @return the status of the answer; fails where there is none
     */
    CompletableFuture<Integer> at(KeycloakNode node, boolean heard);
}
