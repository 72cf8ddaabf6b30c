package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantFilter;
import io.github.keycloakassume.assumption.model.GrantWish;
import io.github.keycloakassume.assumption.model.OrganizationAnswer;
import io.github.keycloakassume.assumption.model.RequestFilter;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.assumption.store.RequestStore;
import io.github.keycloakassume.assumption.tenants.Deciders;
import io.github.keycloakassume.assumption.tenants.Reach;
import io.github.keycloakassume.core.keycloak.AccountCaller;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.Person;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** An organization's own administrators. To all others there is nothing here. */
final class OrganizationDoor implements Door {

    private final KeycloakSession session;
    private final AccountCaller caller;
    private final String organizationId;

    OrganizationDoor(KeycloakSession session, AccountCaller caller, String organizationId) {
        this.session = session;
        this.caller = caller;
        this.organizationId = organizationId;
    }

    @Override
    public RealmModel realm() {
        return caller.realm();
    }

    @Override
    public Decider.OfOrganization decider() {
        return new Deciders(session).ofOrganization(caller, organizationId);
    }

    @Override
    public Decider.OfOrganization takingAway() {
        return new Deciders(session).atLeastTakingAway(caller, organizationId);
    }

    /** What it has decided on and what is about all of it; about one of its members, where they ask for that one. */
    @Override
    public GrantFilter seen(GrantFilter filter) {
        Decider.OfOrganization decider = takingAway();
        return filter.knownTo(decider.organizationId(), isMember(decider, filter.scopeKind(), filter.targetId()));
    }

    @Override
    public RequestFilter seen(RequestFilter filter) {
        Decider.OfOrganization decider = takingAway();
        RequestFilter own = filter.seenBy(decider.organizationId());
        return isMember(decider, filter.scopeKind(), filter.targetId())
                ? own
                : own.within(Scope.organization(decider.organizationId()));
    }

    /**
     * Its own, of requests about members: what others have said, and who has, is not an organization's to know. Withdrawn and
     * lapsed requests no one has answered.
     */
    @Override
    public ShownAnswer answer(AccessRequest request, Instant now) {
        if (request.scope().kind() != ScopeKind.USER) {
            return ShownAnswer.all(request, now);
        }
        return new RequestStore(session)
                .answerOf(organizationId, request)
                .map(own -> ShownAnswer.own(own, answererOf(own, request)))
                .orElseGet(() -> ShownAnswer.stateOnly(request, now));
    }

    /** Of an approval who has decided on the grant; a denial answers the whole request. */
    private @Nullable Person answererOf(OrganizationAnswer own, AccessRequest request) {
        AccessRequest.Answer last = request.answer();
        if (own.grantId() == null) {
            return last == null ? null : last.by();
        }
        return new GrantStore(session)
                .find(own.realmId(), own.grantId())
                .map(Grant::decidedBy)
                .orElse(null);
    }

    private boolean isMember(Decider decider, @Nullable ScopeKind kind, @Nullable String target) {
        return kind == ScopeKind.USER
                && target != null
                && new Reach(session, realm()).includes(decider, Scope.user(target));
    }

    @Override
    public boolean reaches(Grant grant) {
        return new Reach(session, realm()).includes(takingAway(), grant);
    }

    /** It may be for one of its members, too. */
    @Override
    public GrantWish complete(GrantWish wish) {
        return wish.orFor(Scope.organization(organizationId));
    }

    @Override
    public void note(AdminCaller.Write write, String resourceType, Map<String, Object> representation, String... path) {
        // No admin events here: Keycloak has them for callers of the Admin API alone. The trail has it all.
    }
}
