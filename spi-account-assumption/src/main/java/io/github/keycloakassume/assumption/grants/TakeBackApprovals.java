package io.github.keycloakassume.assumption.grants;

import static java.util.Comparator.comparing;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantEnding;
import io.github.keycloakassume.assumption.model.OrganizationAnswer;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.assumption.store.RequestStore;
import io.github.keycloakassume.core.model.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Ends the grants that single organizations have given in answer to a request that ends otherwise than approved. Each was
 * meant together with the others'; alone it would open by itself, perhaps much later, once the others no longer decide.
 */
public final class TakeBackApprovals {

    private final KeycloakSession session;
    private final Instant now;
    private final GrantStore grants;

    public TakeBackApprovals(KeycloakSession session, Instant now) {
        this.session = session;
        this.now = now;
        this.grants = new GrantStore(session);
    }

    /**
     * Ends them, with trail and mail.
     *
     * @param over requests of that realm, locked, so that no one answers them meanwhile
     * @param by who denied them or took them back, null when no one did
     */
    public void of(RealmModel realm, List<AccessRequest> over, @Nullable Person by) {
        new EndGrants(session, now).end(realm, GrantEnding.REQUEST_NOT_APPROVED, by, approvals(realm.getId(), over));
    }

    /** The same where no user can be looked up, of one request. */
    public void withoutNames(AccessRequest over) {
        new EndGrants(session, now)
                .endWithoutNames(GrantEnding.REQUEST_NOT_APPROVED, approvals(over.realmId(), List.of(over)));
    }

    private List<Grant> approvals(String realmId, List<AccessRequest> over) {
        return new RequestStore(session)
                .answersTo(over).stream()
                        .sorted(comparing(OrganizationAnswer::requestId)
                                .thenComparing(OrganizationAnswer::organizationId))
                        .flatMap(answer -> inForce(realmId, answer).stream())
                        .toList();
    }

    /** Not where another owner has decided on it since. */
    private Optional<Grant> inForce(String realmId, OrganizationAnswer answer) {
        return Optional.ofNullable(answer.grantId())
                .flatMap(id -> grants.findLocked(realmId, id))
                .filter(grant -> grant.isActive(now) && grant.owner().isOrganization(answer.organizationId()));
    }
}
