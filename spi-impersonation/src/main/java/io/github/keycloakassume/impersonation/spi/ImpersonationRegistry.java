package io.github.keycloakassume.impersonation.spi;

import io.github.keycloakassume.core.model.PageWindow;
import io.github.keycloakassume.impersonation.model.Accountability;
import io.github.keycloakassume.impersonation.model.Impersonation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.provider.Provider;

/**
 * The impersonations that there are and were, for modules whose decisions they rest on. What ends or shortens them is part
 * of the transaction of whoever says so, and takes effect once that is committed.
 */
public interface ImpersonationRegistry extends Provider {

    /**
     * One that was.
     *
     * @param applications client ids of the applications that were entered in it
     */
    record Past(Impersonation impersonation, Set<String> applications) {}

    /** How many run that rest on it. */
    long countRunningUnder(String grant);

    /** Ends all that rest on it, once the transaction is committed: at once, everywhere. */
    void endUnder(String realmId, String grant);

    /** Has all that rest on it end by then; what ends sooner anyway stays as it is. */
    void shortenUnder(String realmId, String grant, Instant until);

    /** Asks the policies again about everything that runs in a realm, once the transaction is committed. */
    void reviewAll(String realmId);

    /** The same of all that users of that realm run in others: only those of the administration realm do. */
    void reviewElsewhere(String impersonatorRealmId);

    /** The same of what runs as that user alone. */
    void reviewSubject(String realmId, String userId);

    /** Those that somebody has really been that user in, the latest first. */
    List<Past> ofSubject(String realmId, String userId, PageWindow window);

    /** How many of them there are. */
    long countOfSubject(String realmId, String userId);

    /**
     * Whether this is the session of an impersonation that is over, and is there all the same; then it is removed. Other sessions
     * cost a look into their notes.
     */
    boolean isOver(@Nullable UserSessionModel login);

    /** What a realm wants to know of those who impersonate its users. */
    Accountability accountability(RealmModel realm);

    @Override
    default void close() {}
}
