package io.github.keycloakassume.demo.sample;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Logins on their way; the oldest is forgotten when there are too many. */
final class PendingLogins {

    private static final int MOST = 1000;

    private final Map<String, PendingLogin> byState = new LinkedHashMap<>();

    synchronized void keep(PendingLogin login) {
        if (byState.size() >= MOST) {
            byState.remove(byState.keySet().iterator().next());
        }
        byState.put(login.state().getValue(), login);
    }

    /** Each login can come back once. */
    synchronized Optional<PendingLogin> take(String state) {
        return Optional.ofNullable(byState.remove(state));
    }
}
