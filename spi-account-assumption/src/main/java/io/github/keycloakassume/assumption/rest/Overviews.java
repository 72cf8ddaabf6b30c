package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.Belonging;
import io.github.keycloakassume.assumption.model.Effect;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantChoice;
import io.github.keycloakassume.assumption.model.GrantFilter;
import io.github.keycloakassume.assumption.model.RequestFilter;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.assumption.model.SubjectTenants;
import io.github.keycloakassume.assumption.model.Tenancy;
import io.github.keycloakassume.assumption.model.TrialAccess;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.assumption.store.RequestStore;
import io.github.keycloakassume.assumption.tenants.Tenancies;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** How a tenant stands, at one look. */
final class Overviews {

    private final KeycloakSession session;
    private final Door door;
    private final Clock clock;

    Overviews(KeycloakSession session, Door door, Clock clock) {
        this.session = session;
        this.door = door;
        this.clock = clock;
    }

    /** Of that tenant, as far as the door shows it. */
    OverviewRepresentation of(Scope tenant) {
        String realmId = door.realm().getId();
        Instant now = clock.instant();
        GrantFilter seen = door.seen(GrantFilter.all(realmId, now).inForce());
        Tenancies tenancies = new Tenancies(session, door.realm());
        Tenancy tenancy = tenancies.of(tenant);
        List<Grant> reaching = new GrantStore(session)
                .reaching(realmId, targets(tenant, tenancy)).stream()
                        .filter(grant -> grant.isActive(now))
                        .toList();
        SubjectTenants tenants = tenancies.subjectTenantsOf(tenant);
        Belonging belonging = tenants.belonging();
        boolean denied = GrantChoice.denied(reaching, belonging);
        List<Grant> allowing = GrantChoice.opening(reaching, belonging);
        List<Grant> counting = reaching.stream()
                .filter(grant -> grant.terms().effect() == Effect.ALLOW && grant.counts(belonging))
                .toList();
        boolean isOpenByTrial = TrialAccess.needsConsentOf(tenants, reaching)
                .filter(others -> GrantChoice.consent(others, counting))
                .isPresent();
        long suspended = reaching.stream()
                .filter(grant -> grant.scope().equals(tenant))
                .filter(grant -> grant.terms().effect() == Effect.ALLOW && !grant.counts(belonging))
                .filter(door::reaches)
                .count();
        return new OverviewRepresentation(
                isOpenByTrial || (!allowing.isEmpty() && !denied),
                tenancy.isTrial(),
                tenant.kind() == ScopeKind.REALM ? null : denied,
                tenant.kind() == ScopeKind.ORGANIZATION
                        ? (tenancy.isUnderOwnControl() ? "organization" : "realm")
                        : null,
                isOpenByTrial ? null : until(allowing),
                new GrantStore(session).count(seen) - suspended,
                new RequestStore(session)
                        .count(door.seen(
                                new RequestFilter(realmId, now, null, null, null, AccessRequest.State.PENDING))));
    }

    /** Its own, and those of the tenants that it is a part of: a wider grant lets the vendor in, too. */
    private List<String> targets(Scope tenant, Tenancy tenancy) {
        List<String> targets = new ArrayList<>(tenancy.organizations());
        targets.add(tenant.targetId());
        targets.add(door.realm().getId());
        return targets.stream().distinct().toList();
    }

    private static @Nullable Long until(List<Grant> allowing) {
        if (allowing.stream().anyMatch(grant -> grant.endsAt() == null)) {
            return null;
        }
        return allowing.stream()
                .map(Grant::endsAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(Instant::toEpochMilli)
                .orElse(null);
    }
}
