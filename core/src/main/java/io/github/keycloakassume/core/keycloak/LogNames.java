package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.schedule.Attempt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What the log calls those that something has failed for: name and id. Looked up in a transaction of its own, because the
 * one that failed is of no use; where that fails too, the id has to do.
 */
public final class LogNames {

    private static final String UNKNOWN = "?";

    private final OwnTransaction transaction;

    public LogNames(OwnTransaction transaction) {
        this.transaction = transaction;
    }

    /** For example {@code acme (4711)}. */
    public String realm(String id) {
        return called(id, session -> {
            RealmModel realm = session.realms().getRealm(id);
            return realm == null ? null : realm.getName();
        });
    }

    /** For example {@code alice (4712)}. */
    public String user(String realmId, String id) {
        return called(id, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            session.getContext().setRealm(realm);
            UserModel user = realm == null ? null : session.users().getUserById(realm, id);
            return user == null ? null : user.getUsername();
        });
    }

    private String called(String id, Function<KeycloakSession, @Nullable String> look) {
        AtomicReference<@Nullable String> name = new AtomicReference<>();
        Attempt.at(() -> transaction.run(own -> name.set(look.apply(own))), e -> name.set(null));
        String found = name.get();
        return (found == null ? UNKNOWN : found) + " (" + id + ")";
    }
}
