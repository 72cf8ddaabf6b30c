package io.github.keycloakassume.demo.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The sessions of this application, in the order of their login. */
final class AppSessions {

    private final Map<String, AppSession> byId = new LinkedHashMap<>();

    synchronized void keep(AppSession session) {
        byId.put(session.id(), session);
    }

    /** Stores new tokens, unless the session was ended in the meantime. */
    synchronized void update(AppSession session) {
        byId.replace(session.id(), session);
    }

    synchronized Optional<AppSession> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized void end(Predicate<AppSession> which) {
        byId.values().removeIf(which);
    }

    synchronized List<AppSession> all() {
        return new ArrayList<>(byId.values());
    }
}
