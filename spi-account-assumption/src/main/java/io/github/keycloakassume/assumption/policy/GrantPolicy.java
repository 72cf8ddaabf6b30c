package io.github.keycloakassume.assumption.policy;

import io.github.keycloakassume.assumption.model.AllowedAct;
import io.github.keycloakassume.assumption.model.AttemptFacts;
import io.github.keycloakassume.assumption.model.Belonging;
import io.github.keycloakassume.assumption.model.Choice;
import io.github.keycloakassume.assumption.model.Governed;
import io.github.keycloakassume.assumption.model.Governs;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantChoice;
import io.github.keycloakassume.assumption.model.TrialAccess;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.assumption.tenants.Grantees;
import io.github.keycloakassume.assumption.tenants.Tenancies;
import io.github.keycloakassume.assumption.tenants.Vendors;
import io.github.keycloakassume.core.keycloak.Administration;
import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.keycloak.UserRoles;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.impersonation.model.Basis;
import io.github.keycloakassume.impersonation.model.Decision;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt;
import io.github.keycloakassume.impersonation.spi.ImpersonationAttempt.Stage;
import io.github.keycloakassume.impersonation.spi.ImpersonationPolicy;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import io.github.keycloakassume.impersonation.spi.Impersonator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * Whoever needs a grant is allowed by exactly one: by the one that his impersonation names, or else by the narrowest that
 * suffices. All who are not are refused in the same words, whether or not the subject exists.
 */
final class GrantPolicy implements ImpersonationPolicy {

    /** Before the policy that tells what stands against a subject. */
    private static final int FIRST = -100;

    private static final Set<String> NO_GRANTS = Set.of(Basis.TRIAL, Basis.BREAK_GLASS);

    private final KeycloakSession session;
    private final Clock clock;
    private final GrantStore grants;
    private final Vendors vendors;

    GrantPolicy(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
        this.grants = new GrantStore(session);
        this.vendors = new Vendors(session);
    }

    @Override
    public int order() {
        return FIRST;
    }

    @Override
    public Optional<Refusal> unknownSubject(RealmModel realm, Impersonator impersonator) {
        return needsGrant(realm, impersonator) ? Optional.of(Refusal.GRANT_REQUIRED) : Optional.empty();
    }

    @Override
    public Decision decide(ImpersonationAttempt attempt) {
        if (attempt.grant() == null && !needsGrant(attempt.realm(), attempt.impersonator())) {
            return Decision.allowed();
        }
        if (attempt.grant() == null && !isAsked(attempt.stage())) {
            // It has begun without: what it would rest on now, nobody who watches over that grant would find.
            return Decision.refused(Refusal.GRANT_REQUIRED);
        }
        return basis(attempt).map(Decision::allowedBy).orElseGet(() -> Decision.refused(Refusal.GRANT_REQUIRED));
    }

    private static boolean isAsked(Stage stage) {
        return stage == Stage.REQUESTED || stage == Stage.AT_ONCE;
    }

    private static boolean starts(Stage stage) {
        return stage == Stage.STARTING || stage == Stage.AT_ONCE;
    }

    private boolean needsGrant(RealmModel realm, Impersonator impersonator) {
        Governs governs = new AssumptionSettingsStore(session)
                .of(realm.getId())
                .settings()
                .governs();
        return Governed.needsGrant(
                governs,
                vendors.isStaff(realm, impersonator.realm(), impersonator.user()),
                // Costs queries, and matters only there.
                governs == Governs.VENDOR && isVendor(realm, impersonator));
    }

    private boolean isVendor(RealmModel realm, Impersonator impersonator) {
        return vendors.isVendor(
                realm,
                impersonator.realm(),
                impersonator.user(),
                impersonator.identityProvider().orElse(null));
    }

    private Optional<Basis> basis(ImpersonationAttempt attempt) {
        Tenancies tenancies = new Tenancies(session, attempt.realm());
        Belonging subject = tenancies.belongingOf(attempt.subject());
        List<Grant> candidates = candidates(attempt, subject.organizations());
        AttemptFacts facts = facts(attempt, subject);
        return trial(attempt, tenancies, facts, candidates)
                .or(() -> granted(attempt, facts, candidates))
                .flatMap(chosen -> starts(attempt.stage()) ? stillSuffices(chosen, facts) : Optional.of(chosen))
                .map(choice -> choice.basis(attempt.requestedAt()))
                .or(() -> breakGlass(attempt));
    }

    private List<Grant> candidates(ImpersonationAttempt attempt, Set<String> organizations) {
        List<String> targets = new ArrayList<>(organizations);
        targets.add(attempt.realm().getId());
        targets.add(attempt.subject().getId());
        return grants.reaching(attempt.realm().getId(), targets);
    }

    /** It opens no more than the other organizations in control have granted: no longer, and for no more at once. */
    private Optional<Choice> trial(
            ImpersonationAttempt attempt, Tenancies tenancies, AttemptFacts facts, List<Grant> candidates) {
        if (attempt.grant() != null && !attempt.grant().equals(Basis.TRIAL)) {
            return Optional.empty();
        }
        List<Grant> active =
                candidates.stream().filter(grant -> grant.isActive(facts.now())).toList();
        List<Grant> sufficient = candidates.stream()
                .filter(grant -> GrantChoice.suffices(grant, facts))
                .toList();
        return TrialAccess.needsConsentOf(
                        facts.subject(),
                        tenancies.trialsAmong(facts.subject().inUse()),
                        tenancies.isTrialRealm(),
                        active)
                .flatMap(others -> GrantChoice.consents(
                        others, sufficient, facts.requestedAt(), grant -> hasRoom(grant, attempt.stage())))
                .map(Choice::ofTrial);
    }

    private Optional<Choice> granted(ImpersonationAttempt attempt, AttemptFacts facts, List<Grant> candidates) {
        return attempt.grant() != null && NO_GRANTS.contains(attempt.grant())
                ? Optional.empty()
                : GrantChoice.choose(facts, candidates, grant -> hasRoom(grant, attempt.stage()));
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
                UserRoles.rights(attempt.subject()).stream()
                        .filter(role -> !role.isClientRole() || !UserRoles.isEveryUsers(attempt.realm(), role))
                        .map(RoleModel::getId)
                        .collect(Collectors.toSet()),
                attempt.mode(),
                AllowedAct.IMPERSONATE,
                attempt.grant(),
                subject);
    }

    /** One that runs already takes no more room. */
    private boolean hasRoom(Grant grant, Stage stage) {
        @Nullable Integer most = grant.terms().maxConcurrent();
        return most == null || stage == Stage.RUNNING || running(grant) < most;
    }

    private long running(Grant grant) {
        return session.getProvider(ImpersonationRegistry.class).countRunningUnder(grant.id());
    }

    /**
     * Holds the grant until what starts is committed: whoever revokes it at this very moment comes before, and it is found
     * revoked here, or after, and finds what has started. Several are locked in one order, so that two starts do not wait for
     * each other for ever.
     */
    private Optional<Choice> stillSuffices(Choice chosen, AttemptFacts facts) {
        List<Grant> held = chosen.all()
                .sorted(Comparator.comparing(Grant::id))
                .flatMap(grant -> hold(grant).stream())
                .filter(now -> GrantChoice.suffices(now, facts))
                .toList();
        boolean complete =
                held.size() == chosen.all().count() && held.stream().allMatch(grant -> hasRoom(grant, Stage.STARTING));
        return complete ? Optional.of(chosen.as(held)) : Optional.empty();
    }

    /**
     * Starts under one grant hold it together. Only where it limits how many run at once does each hold it alone, so that two do
     * not both take the last place; one that has got its limit this very moment was not held like that, and does not suffice.
     */
    private Optional<Grant> hold(Grant grant) {
        return grant.terms().maxConcurrent() == null
                ? grants.findHeld(grant.realmId(), grant.id())
                        .filter(now -> now.terms().maxConcurrent() == null)
                : grants.findLocked(grant.realmId(), grant.id());
    }

    /** An administrator of the whole server, for a reason; one who is vendor staff besides is that first. */
    private Optional<Basis> breakGlass(ImpersonationAttempt attempt) {
        Impersonator impersonator = attempt.impersonator();
        boolean asked = isAsked(attempt.stage())
                ? attempt.grant() == null || attempt.grant().equals(Basis.BREAK_GLASS)
                : Basis.BREAK_GLASS.equals(attempt.grant());
        boolean may = asked
                && attempt.givesReason()
                && impersonator.isFromAdministrationRealm()
                && new Administration(session, attempt.realm()).isServerAdmin(UserRoles.rightIds(impersonator))
                && !vendors.isStaff(attempt.realm(), impersonator.realm(), impersonator.user());
        return may ? Optional.of(new Basis(Basis.BREAK_GLASS, null)) : Optional.empty();
    }
}
