package io.github.keycloakassume.assumption.grants;

import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantFilter;
import io.github.keycloakassume.assumption.model.GrantPage;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.core.keycloak.KnownUsers;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What is granted and denied in a realm, to be kept elsewhere: {@link ImportGrants} brings it back. */
public final class ExportGrants {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;

    public ExportGrants(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
    }

    /**
     * A part of what is in force, the latest start first.
     *
     * @param next id of the grant to go on after, null when this was the last part
     */
    public record Part(List<Grant> grants, @Nullable String next) {}

    /**
     * The part that begins after a grant.
     *
     * @param after its id, null to begin with
     * @param max how many at most
     * @throws io.github.keycloakassume.core.model.RefusedException {@code grant-not-found} when there is no such
     *     grant to go on after
     */
    public Part export(@Nullable String after, int max) {
        GrantFilter active = GrantFilter.all(realm.getId(), clock.instant()).inForce();
        // One more than wanted tells whether this is all.
        List<Grant> found = new GrantStore(session).list(active, new GrantPage(after, 0, max + 1));
        if (found.size() <= max) {
            return new Part(ofUsersWhoAreThere(found), null);
        }
        List<Grant> part = found.subList(0, max);
        return new Part(ofUsersWhoAreThere(part), part.get(max - 1).id());
    }

    /** Denials about users who were removed stay, but no other realm could be told whom they are about. */
    private List<Grant> ofUsersWhoAreThere(List<Grant> part) {
        KnownUsers users = new KnownUsers(session, realm);
        users.expect(part.stream()
                .filter(ExportGrants::isAboutUser)
                .map(grant -> grant.scope().targetId())
                .toList());
        return part.stream()
                .filter(grant -> !isAboutUser(grant)
                        || users.find(grant.scope().targetId()).isPresent())
                .toList();
    }

    private static boolean isAboutUser(Grant grant) {
        return grant.scope().kind() == ScopeKind.USER;
    }
}
