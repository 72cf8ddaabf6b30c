package io.github.keycloakassume.assumption.removal;

import io.github.keycloakassume.assumption.model.Effect;
import io.github.keycloakassume.assumption.model.GrantEnding;
import io.github.keycloakassume.assumption.model.GranteeKind;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.assumption.store.RequestStore;
import io.github.keycloakassume.assumption.store.TenantStore;
import io.github.keycloakassume.assumption.store.VendorStore;
import java.time.Clock;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What is over when something is removed from a realm. A grant never reaches further for it. */
final class Removals {

    private final KeycloakSession session;
    private final GrantStore grants;
    private final RequestStore requests;
    private final GrantEnds ends;
    private final RequestEnds requestEnds;
    private final SettingsCleanup settings;

    Removals(KeycloakSession session, Clock clock) {
        this.session = session;
        this.grants = new GrantStore(session);
        this.requests = new RequestStore(session);
        this.ends = new GrantEnds(session, clock.instant());
        this.requestEnds = new RequestEnds(session, clock.instant());
        this.settings = new SettingsCleanup(session);
    }

    /**
     * What lets others be that user, what is for them, what they asked for; then their name. What keeps vendors out stays,
     * denials about the user and that the user is vendor: an import brings users back with the id that they had ({@code
     * DefaultExportImportManager.createUser}), of which Keycloak has no event.
     */
    void user(RealmModel realm, String userId) {
        ends.of(
                realm,
                GrantEnding.USER_REMOVED,
                grants.activeWithTarget(realm.getId(), userId).stream()
                        .filter(grant -> grant.terms().effect() == Effect.ALLOW)
                        .toList());
        requestEnds.of(requests.pendingWithTarget(realm.getId(), userId));
        requestEnds.of(requests.pendingBy(realm.getId(), userId));
        grantee(GranteeKind.USER, realm, userId);
        new VendorStore(session).pseudonymise(realm.getId(), userId);
        grants.pseudonymise(realm.getId(), userId);
        requests.pseudonymise(realm.getId(), userId);
    }

    /** Members have left it by now, so of what was about all of it the realm's administrators hear. */
    void organization(RealmModel realm, String organizationId) {
        new TenantStore(session).delete(realm.getId(), organizationId);
        ends.of(Stream.concat(
                        grants.activeWithTarget(realm.getId(), organizationId).stream(),
                        grants.activeOfOrganization(realm.getId(), organizationId).stream())
                .distinct()
                .toList());
        requestEnds.of(requests.pendingWithTarget(realm.getId(), organizationId));
    }

    /** What an organization has decided about a member ends when that member leaves it, grants and denials. */
    void member(RealmModel realm, String organizationId, String userId) {
        ends.of(
                realm,
                GrantEnding.MEMBER_LEFT,
                grants.activeWithTarget(realm.getId(), userId).stream()
                        .filter(grant -> grant.owner().isOrganization(organizationId))
                        .toList());
    }

    void role(RealmModel realm, String roleId) {
        grantee(GranteeKind.ROLE, realm, roleId);
        ends.withoutSubjectRole(realm, roleId, grants.activeWithSubjectRole(realm.getId(), roleId));
        requestEnds.of(requests.pendingWithSubjectRole(realm.getId(), roleId));
        settings.withoutRole(realm.getId(), roleId);
    }

    /** A later client could be made with its internal id. */
    void client(RealmModel realm, String id) {
        settings.withoutClient(realm.getId(), id);
    }

    void group(RealmModel realm, String groupId) {
        grantee(GranteeKind.GROUP, realm, groupId);
    }

    void identityProvider(RealmModel realm, String alias) {
        grantee(GranteeKind.IDENTITY_PROVIDER, realm, alias);
    }

    /** One whose grantee is gone must not become one for everybody; that of another realm ends, too. */
    private void grantee(GranteeKind kind, RealmModel realm, String id) {
        ends.of(grants.activeWithGrantee(kind, realm.getId(), id));
        requestEnds.of(requests.pendingWithGrantee(kind, realm.getId(), id));
    }
}
