package io.github.keycloakassume.assumption.requests;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.AccessRequest.Outcome;
import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.model.OrganizationAnswer;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.assumption.store.RequestStore;
import io.github.keycloakassume.assumption.tenants.Tenancies;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What organizations say to a request about a user whom several of them control: each for itself. */
final class Consents {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final RequestStore requests;

    Consents(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.requests = new RequestStore(session);
    }

    /**
     * That the organization that decides has not answered before.
     *
     * @throws RefusedException {@code request-answered}
     */
    void requireNone(Decider decider, AccessRequest request) {
        if (decider instanceof Decider.OfOrganization of
                && requests.answerOf(of.organizationId(), request).isPresent()) {
            throw new RefusedException(GrantRefusal.REQUEST_ANSWERED);
        }
    }

    /**
     * Whether an approval by that decider, which has been noted, answers the request: no other organization has still to say
     * something.
     */
    boolean isLast(Decider decider, AccessRequest request) {
        if (request.scope().kind() != ScopeKind.USER) {
            return true;
        }
        Set<String> missing = new HashSet<>(
                decider.owner().needsConsentOf(new Tenancies(session, realm).belongingOf(request.scope())));
        requests.answersTo(List.of(request)).forEach(answer -> missing.remove(answer.organizationId()));
        return missing.isEmpty();
    }

    /** Keeps what an organization answers about a member. */
    void note(
            Decider decider, AccessRequest request, Outcome outcome, @Nullable String word, @Nullable String grantId) {
        if (decider instanceof Decider.OfOrganization of && request.scope().kind() == ScopeKind.USER) {
            requests.insert(new OrganizationAnswer(
                    realm.getId(), request.id(), of.organizationId(), outcome, clock.instant(), word, grantId));
        }
    }
}
