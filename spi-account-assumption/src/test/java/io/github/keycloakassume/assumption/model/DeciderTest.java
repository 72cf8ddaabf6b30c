package io.github.keycloakassume.assumption.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Whoever decides")
final class DeciderTest {

    private static final Person ADA = new Person("realm", "ada", "ada");
    private static final Person ALICE = new Person("realm", "alice", "alice");
    private static final Decider OF_REALM = new Decider.OfRealm(ADA);
    private static final Decider OF_ORGANIZATION = new Decider.OfOrganization(ADA, "acme");
    private static final Decider ALICE_HERSELF = new Decider.OfUser(ALICE);

    private static final Owner ACME = Owner.organization("acme");

    private static final Tenancy FREE = new Tenancy(Set.of(), false, false);
    private static final Tenancy MEMBER = new Tenancy(Set.of("acme"), false, false);
    private static final Tenancy OWN_CONTROL = new Tenancy(Set.of("acme"), false, true);
    private static final Tenancy TRIAL = new Tenancy(Set.of("acme"), true, false);

    @Test
    void for_the_realm_decides_on_all_of_it() {
        allowed(OF_REALM, Scope.realm("realm"), FREE);
        allowed(OF_REALM, Scope.organization("acme"), MEMBER);
        allowed(OF_REALM, Scope.user("alice"), MEMBER);
    }

    @Test
    void for_the_realm_decides_nothing_for_an_organization_that_took_control_nor_for_its_members() {
        refused(OF_REALM, Scope.organization("acme"), OWN_CONTROL, GrantRefusal.ORGANIZATION_DECIDES_ITSELF);
        refused(OF_REALM, Scope.user("alice"), OWN_CONTROL, GrantRefusal.ORGANIZATION_DECIDES_ITSELF);
    }

    @Test
    void for_an_organization_decides_for_it_and_its_members_alone() {
        allowed(OF_ORGANIZATION, Scope.organization("acme"), OWN_CONTROL);
        allowed(OF_ORGANIZATION, Scope.user("alice"), MEMBER);
        refused(OF_ORGANIZATION, Scope.organization("other"), MEMBER, GrantRefusal.SCOPE_INVALID);
        refused(OF_ORGANIZATION, Scope.user("bob"), FREE, GrantRefusal.SCOPE_INVALID);
        refused(OF_ORGANIZATION, Scope.realm("realm"), FREE, GrantRefusal.SCOPE_INVALID);
    }

    @Test
    void about_the_own_account_decides_on_nothing_else() {
        allowed(ALICE_HERSELF, Scope.user("alice"), OWN_CONTROL);
        refused(ALICE_HERSELF, Scope.user("bob"), FREE, GrantRefusal.SCOPE_INVALID);
        refused(ALICE_HERSELF, Scope.organization("acme"), MEMBER, GrantRefusal.SCOPE_INVALID);
        refused(ALICE_HERSELF, Scope.realm("realm"), FREE, GrantRefusal.SCOPE_INVALID);
    }

    @Test
    void cannot_switch_a_trial() {
        refused(OF_REALM, Scope.realm("realm"), TRIAL, GrantRefusal.TRIAL);
        refused(OF_ORGANIZATION, Scope.organization("acme"), TRIAL, GrantRefusal.TRIAL);
    }

    @Test
    void ends_any_grant_within_reach_also_where_others_decide_now() {
        mayEnd(OF_REALM, grant(Scope.user("alice"), GrantTerms.usual(), Owner.USER), OWN_CONTROL);
        mayEnd(OF_ORGANIZATION, grant(Scope.organization("acme"), GrantTerms.usual(), Owner.REALM), OWN_CONTROL);
    }

    @Test
    void leaves_a_users_own_denial_to_the_user() {
        Grant denial = grant(Scope.user("alice"), GrantTerms.denial(), Owner.USER);
        mayNotEnd(OF_REALM, denial, FREE);
        mayNotEnd(OF_ORGANIZATION, denial, MEMBER);
        mayEnd(ALICE_HERSELF, denial, OWN_CONTROL);
    }

    @Test
    void does_not_have_a_user_end_what_others_deny_for_him() {
        Grant denial = grant(Scope.user("alice"), GrantTerms.denial(), Owner.REALM);
        mayNotEnd(ALICE_HERSELF, denial, FREE);
        mayNotEnd(ALICE_HERSELF, denial, OWN_CONTROL);
        mayNotEnd(ALICE_HERSELF, grant(Scope.user("alice"), GrantTerms.denial(), ACME), MEMBER);
        mayEnd(OF_REALM, denial, FREE);
        mayEnd(OF_REALM, denial, OWN_CONTROL);
        mayEnd(OF_ORGANIZATION, denial, MEMBER);
    }

    @Test
    void leaves_an_organizations_denial_to_that_organization() {
        for (Scope scope : List.of(Scope.organization("acme"), Scope.user("alice"))) {
            Grant denial = grant(scope, GrantTerms.denial(), ACME);
            mayNotEnd(OF_REALM, denial, OWN_CONTROL);
            mayEnd(OF_REALM, denial, MEMBER);
            mayEnd(OF_ORGANIZATION, denial, OWN_CONTROL);
        }
        mayNotEnd(
                OF_ORGANIZATION,
                grant(Scope.user("alice"), GrantTerms.denial(), Owner.organization("other")),
                OWN_CONTROL);
    }

    @Test
    void for_the_realm_alone_ends_a_denial_of_an_organization_that_is_not_known() {
        Grant denial = grant(Scope.user("alice"), GrantTerms.denial(), Owner.UNKNOWN_ORGANIZATION);
        mayEnd(OF_REALM, denial, OWN_CONTROL);
        mayNotEnd(OF_ORGANIZATION, denial, MEMBER);
        mayNotEnd(ALICE_HERSELF, denial, MEMBER);
    }

    @Test
    void who_only_takes_away_ends_grants_and_no_denial() {
        Decider takesAway = new Decider.OfOrganization(ADA, "acme", true);
        for (Owner owner : List.of(ACME, Owner.REALM)) {
            mayNotEnd(takesAway, grant(Scope.organization("acme"), GrantTerms.denial(), owner), MEMBER);
        }
        mayEnd(takesAway, grant(Scope.organization("acme"), GrantTerms.usual(), ACME), OWN_CONTROL);
        refusedWith(Refusal.NOT_ALLOWED, takesAway::requireWidening);
        for (Decider other : List.of(OF_REALM, OF_ORGANIZATION, ALICE_HERSELF)) {
            assertThatCode(other::requireWidening).doesNotThrowAnyException();
        }
    }

    private static Grant grant(Scope scope, GrantTerms terms, Owner owner) {
        return Grant.given(
                "grant",
                "realm",
                scope,
                terms,
                new GrantDecision(null, ADA, ADA, owner, null),
                GrantPeriod.from(Instant.EPOCH, null));
    }

    private static void allowed(Decider decider, Scope scope, Tenancy tenancy) {
        assertThatCode(() -> decider.requireScope(scope, tenancy)).doesNotThrowAnyException();
    }

    private static void refused(Decider decider, Scope scope, Tenancy tenancy, Refusal refusal) {
        refusedWith(refusal, () -> decider.requireScope(scope, tenancy));
    }

    private static void mayEnd(Decider decider, Grant grant, Tenancy tenancy) {
        assertThatCode(() -> decider.requireEnding(grant, tenancy)).doesNotThrowAnyException();
    }

    private static void mayNotEnd(Decider decider, Grant grant, Tenancy tenancy) {
        refusedWith(GrantRefusal.GRANT_NOT_YOURS, () -> decider.requireEnding(grant, tenancy));
    }

    private static void refusedWith(@Nullable Refusal refusal, Runnable work) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(work::run)
                .satisfies(thrown -> assertThat(thrown.refusal()).isEqualTo(refusal));
    }
}
