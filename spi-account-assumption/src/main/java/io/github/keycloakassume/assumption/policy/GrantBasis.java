package io.github.keycloakassume.assumption.policy;

import io.github.keycloakassume.assumption.model.AllowedAct;
import io.github.keycloakassume.assumption.model.AttemptFacts;
import io.github.keycloakassume.assumption.model.Belonging;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantChoice;
import io.github.keycloakassume.assumption.model.SubjectTenants;
import io.github.keycloakassume.assumption.model.TrialAccess;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.assumption.tenants.Grantees;
import io.github.keycloakassume.assumption.tenants.Tenancies;
import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.keycloak.UserRoles;
import io.github.keycloakassume.impersonation.model.Basis;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.spi.Impersonator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleModel;

/** The trial or the one grant that an attempt rests on, held if it starts now. */
final class GrantBasis {

    private static final Set<String> NO_GRANTS = Set.of(Basis.TRIAL, Basis.BREAK_GLASS);

    private final KeycloakSession session;
    private final Clock clock;

    GrantBasis(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    Optional<Basis> of(ImpersonationAttempt attempt) {
        SubjectTenants tenants = new Tenancies(session, attempt.realm()).subjectTenantsOf(attempt.subject());
        List<Grant> candidates = candidates(attempt, tenants.belonging().organizations());
        AttemptFacts facts = facts(attempt, tenants.belonging());
        Room room = new Room(session);
        Predicate<Grant> hasRoom = grant -> room.isUnder(grant, attempt.stage());
        return TrialAccess.choose(facts, tenants, candidates, hasRoom)
                .or(() -> namesNoGrant(attempt) ? Optional.empty() : GrantChoice.choose(facts, candidates, hasRoom))
                .flatMap(chosen -> Stages.isStarting(attempt.stage())
                        ? new HeldGrants(session).hold(chosen, facts)
                        : Optional.of(chosen))
                .map(choice -> choice.basis(attempt.requestedAt()));
    }

    private static boolean namesNoGrant(ImpersonationAttempt attempt) {
        return attempt.grant() != null && NO_GRANTS.contains(attempt.grant());
    }

    private List<Grant> candidates(ImpersonationAttempt attempt, Set<String> organizations) {
        List<String> targets = new ArrayList<>(organizations);
        targets.add(attempt.realm().getId());
        targets.add(attempt.subject().getId());
        return new GrantStore(session).reaching(attempt.realm().getId(), targets);
    }

    private AttemptFacts facts(ImpersonationAttempt attempt, Belonging subject) {
        Impersonator impersonator = attempt.impersonator();
        return new AttemptFacts(
                clock.instant(),
                attempt.requestedAt(),
                Directory.person(impersonator.realm(), impersonator.user()),
                Grantees.of(
                        impersonator.realm(),
                        impersonator.user(),
                        impersonator.identityProvider().orElse(null)),
                rolesOf(attempt),
                attempt.mode(),
                AllowedAct.IMPERSONATE,
                attempt.grant(),
                subject);
    }

    private static Set<String> rolesOf(ImpersonationAttempt attempt) {
        return UserRoles.rights(attempt.subject()).stream()
                .filter(role -> !role.isClientRole() || !UserRoles.isEveryUsers(attempt.realm(), role))
                .map(RoleModel::getId)
                .collect(Collectors.toSet());
    }
}
