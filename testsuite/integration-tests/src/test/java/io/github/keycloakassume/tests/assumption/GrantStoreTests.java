package io.github.keycloakassume.tests.assumption;

import static io.github.keycloakassume.tests.assumption.StoreSamples.ACME;
import static io.github.keycloakassume.tests.assumption.StoreSamples.AGENT;
import static io.github.keycloakassume.tests.assumption.StoreSamples.ALICE;
import static io.github.keycloakassume.tests.assumption.StoreSamples.NOW;
import static io.github.keycloakassume.tests.assumption.StoreSamples.REALM;
import static io.github.keycloakassume.tests.assumption.StoreSamples.TENANT;
import static io.github.keycloakassume.tests.assumption.StoreSamples.TOMORROW;
import static io.github.keycloakassume.tests.assumption.StoreSamples.assertStale;
import static io.github.keycloakassume.tests.assumption.StoreSamples.grant;
import static io.github.keycloakassume.tests.assumption.StoreSamples.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.keycloakassume.assumption.model.EndCause;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantDecision;
import io.github.keycloakassume.assumption.model.GrantFilter;
import io.github.keycloakassume.assumption.model.GrantFilter.Standing;
import io.github.keycloakassume.assumption.model.GrantPage;
import io.github.keycloakassume.assumption.model.GrantPeriod;
import io.github.keycloakassume.assumption.model.GrantTerms;
import io.github.keycloakassume.assumption.model.Grantee;
import io.github.keycloakassume.assumption.model.GranteeKind;
import io.github.keycloakassume.assumption.model.Owner;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.assumption.store.VendorStore;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Pseudonym;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the store of grants does. */
interface GrantStoreTests {

    StoreBed bed();

    private <T> T read(Function<GrantStore, T> work) {
        return bed().read(session -> work.apply(new GrantStore(session)));
    }

    private void insert(Grant... grants) {
        bed().write(session -> List.of(grants).forEach(new GrantStore(session)::insert));
    }

    private Grant stored(String id) {
        return read(store -> store.find(REALM, id).orElseThrow());
    }

    private static List<String> ids(List<Grant> grants) {
        return grants.stream().map(Grant::id).toList();
    }

    private static Grant revoked(Grant grant) {
        return grant.ended(EndCause.REVOKED, TENANT, NOW.plusSeconds(60));
    }

    @Test
    default void a_grant_comes_back_with_every_field() {
        Grant full = Grant.given(
                "full",
                REALM,
                ACME,
                terms(new Grantee(GranteeKind.ROLE, "master-id", "role-id"), Set.of("one", "two")),
                new GrantDecision(new Reason(StoreSamples.anyScript()), AGENT, TENANT, Owner.REALM, "request-id"),
                GrantPeriod.from(NOW, TOMORROW.plusSeconds(7_200)));
        insert(full);

        assertThat(stored("full")).isEqualTo(full);
    }

    @Test
    default void a_denial_comes_back_without_terms() {
        Grant denial = grant("denial", ALICE, GrantTerms.denial(), NOW, null);
        insert(denial);

        assertThat(stored("denial")).isEqualTo(denial);
    }

    @Test
    default void a_grant_of_another_realm_is_not_found() {
        insert(grant("one"));

        assertThat(this.<Optional<Grant>>read(store -> store.find("other-id", "one")))
                .isEmpty();
        assertThat(this.<Optional<Grant>>read(store -> store.findLocked("other-id", "one")))
                .isEmpty();
    }

    @Test
    default void each_change_has_the_next_version() {
        insert(grant("one"));

        Grant changed = read(store -> store.update(
                store.find(REALM, "one").orElseThrow().changed(TENANT, NOW, TOMORROW, GrantTerms.usual())));
        Grant ended = read(store -> store.update(revoked(changed)));

        assertThat(List.of(changed.version(), ended.version())).containsExactly(1, 2);
        assertThat(stored("one")).isEqualTo(ended);
    }

    @Test
    default void a_change_upon_an_old_version_is_refused() {
        insert(grant("one"));
        Grant old = stored("one");
        Grant newer = read(store -> store.update(old.changed(TENANT, NOW, TOMORROW, GrantTerms.usual())));

        assertStale(() -> read(store -> store.update(revoked(old))));
        assertThat(stored("one")).isEqualTo(newer);
    }

    @Test
    default void of_two_changes_at_once_the_second_is_refused() {
        insert(grant("one"));
        try (StoreBed.Open slow = bed().begin()) {
            GrantStore store = new GrantStore(slow.session());
            Grant read = store.find(REALM, "one").orElseThrow();
            Grant quicker = read(other -> other.update(read.changed(TENANT, NOW, TOMORROW, GrantTerms.usual())));

            assertStale(() -> store.update(revoked(read)));
            assertThat(stored("one")).isEqualTo(quicker);
        }
    }

    @Test
    default void who_locks_a_grant_sees_what_was_changed_since_he_read_it() {
        insert(grant("one"));
        try (StoreBed.Open slow = bed().begin()) {
            GrantStore store = new GrantStore(slow.session());
            Grant read = store.find(REALM, "one").orElseThrow();
            Grant ended = read(other -> other.update(revoked(read)));

            assertThat(store.findLocked(REALM, "one")).contains(ended);
        }
    }

    @Test
    default void a_locked_grant_is_nobody_elses_to_end() {
        insert(grant("one", ALICE, TOMORROW));
        try (StoreBed.Open transaction = bed().begin()) {
            new GrantStore(transaction.session()).findLocked(REALM, "one");

            assertThat(ids(read(other -> other.claimOverdue(TOMORROW, 10)))).isEmpty();
        }
        assertThat(ids(read(other -> other.claimOverdue(TOMORROW, 10)))).containsExactly("one");
    }

    @Test
    default void what_reaches_a_subject_is_about_him_his_organizations_or_his_realm_and_has_not_ended() {
        insert(
                grant("alice"),
                grant("acme", ACME, TOMORROW),
                grant("realm", Scope.realm(REALM), null),
                grant("bob", Scope.user("bob-id"), null),
                revoked(grant("ended")));

        assertThat(ids(read(store -> store.reaching(REALM, Set.of(REALM, "alice-id", "acme-id")))))
                .containsExactlyInAnyOrder("alice", "acme", "realm");
        assertThat(ids(read(store -> store.reaching("other-id", Set.of("alice-id")))))
                .isEmpty();
        assertThat(ids(read(store -> store.reaching(REALM, Set.of())))).isEmpty();
    }

    @Test
    default void pages_of_a_list_follow_each_other_the_newest_first_though_many_began_at_once() {
        for (int i = 0; i < 7; i++) {
            insert(grant("grant-" + i, ALICE, GrantTerms.usual(), NOW.plusSeconds(i / 3), null));
        }
        GrantFilter all = GrantFilter.all(REALM, NOW);
        List<String> seen = new ArrayList<>();

        List<String> page = ids(read(store -> store.list(all, new GrantPage(null, 0, 2))));
        while (!page.isEmpty()) {
            seen.addAll(page);
            GrantPage next = new GrantPage(page.get(page.size() - 1), 0, 2);
            page = ids(read(store -> store.list(all, next)));
        }

        assertThat(seen).containsExactly("grant-6", "grant-5", "grant-4", "grant-3", "grant-2", "grant-1", "grant-0");
        assertThat(ids(read(store -> store.list(all, new GrantPage("grant-6", 2, 2)))))
                .containsExactly("grant-3", "grant-2");
    }

    @Test
    default void a_list_goes_on_after_no_grant_of_another_realm() {
        insert(grant("one"));

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(
                        () -> read(store -> store.list(GrantFilter.all("other-id", NOW), new GrantPage("one", 0, 10))));
    }

    @Test
    default void a_list_of_grants_has_what_its_filter_says() {
        insert(
                grant("active", ALICE, TOMORROW),
                grant("indefinite", ACME, null),
                grant("expired", ACME, NOW.plusSeconds(1)),
                revoked(grant("revoked")),
                grant(
                        "agents",
                        ACME,
                        terms(new Grantee(GranteeKind.USER, "master-id", "agent-id"), Set.of()),
                        NOW,
                        null),
                grant(
                        "groups",
                        ACME,
                        terms(new Grantee(GranteeKind.GROUP, "master-id", "agent-id"), Set.of()),
                        NOW,
                        null));
        Instant now = NOW.plusSeconds(1);
        GrantFilter all = GrantFilter.all(REALM, now);

        assertListed(all, "active", "indefinite", "expired", "revoked", "agents", "groups");
        assertListed(GrantFilter.all("other-id", now));
        assertListed(all.within(ALICE), "active", "revoked");
        assertListed(GrantFilter.all(REALM, now).standing(Standing.ACTIVE), "active", "indefinite", "agents", "groups");
        assertListed(GrantFilter.all(REALM, now).standing(Standing.ENDED), "expired", "revoked");
        assertListed(GrantFilter.all(REALM, now).namingUser("agent-id"), "agents");
    }

    private void assertListed(GrantFilter filter, String... ids) {
        assertThat(ids(read(store -> store.list(filter, new GrantPage(null, 0, 100)))))
                .containsExactlyInAnyOrder(ids);
        assertThat((long) this.<Long>read(store -> store.count(filter))).isEqualTo(ids.length);
    }

    @Test
    default void overdue_are_those_whose_time_is_up_and_whose_end_nobody_has_noted() {
        insert(
                grant("later", ALICE, TOMORROW.plusMillis(1)),
                grant("due", ALICE, TOMORROW),
                grant("longer due", ALICE, TOMORROW.minusSeconds(5)),
                grant("indefinite"),
                revoked(grant("revoked", ALICE, TOMORROW)));

        assertThat(ids(read(store -> store.claimOverdue(TOMORROW, 10)))).containsExactly("longer due", "due");
        assertThat(ids(read(store -> store.claimOverdue(TOMORROW, 1)))).containsExactly("longer due");
    }

    @Test
    default void two_who_end_what_is_overdue_do_not_get_the_same() {
        insert(grant("one", ALICE, TOMORROW), grant("two", ALICE, TOMORROW));
        try (StoreBed.Open first = bed().begin()) {
            assertThat(ids(new GrantStore(first.session()).claimOverdue(TOMORROW, 10)))
                    .containsExactlyInAnyOrder("one", "two");

            assertThat(ids(read(other -> other.claimOverdue(TOMORROW, 10)))).isEmpty();
        }
    }

    @Test
    default void people_are_told_of_an_end_once() {
        Grant grant = grant("one", ALICE, NOW.plus(Duration.ofDays(7)));
        insert(grant, grant("short", ALICE, TOMORROW));
        Instant notice = NOW.plus(Duration.ofDays(6));

        assertThat(ids(read(store -> store.claimNoticeDue(notice.minusMillis(1), 10))))
                .isEmpty();
        assertThat(ids(read(store -> {
                    List<Grant> due = store.claimNoticeDue(notice, 10);
                    due.forEach(found -> store.update(found.noticed()));
                    return due;
                })))
                .containsExactly("one");
        assertThat(ids(read(store -> store.claimNoticeDue(notice, 10)))).isEmpty();
    }

    @Test
    default void what_names_a_grantee_is_found_by_kind_realm_and_id() {
        Grantee group = new Grantee(GranteeKind.GROUP, "master-id", "support");
        Grant ended = grant("ended", ALICE, terms(group, Set.of()), NOW, null);
        insert(grant("one", ALICE, terms(group, Set.of()), NOW, null), revoked(ended), grant("other"));

        assertThat(ids(read(store -> store.activeWithGrantee(GranteeKind.GROUP, "master-id", "support"))))
                .containsExactly("one");
        assertThat(ids(read(store -> store.activeWithGrantee(GranteeKind.ROLE, "master-id", "support"))))
                .isEmpty();
        assertThat(ids(read(store -> store.activeWithGrantee(GranteeKind.GROUP, REALM, "support"))))
                .isEmpty();
    }

    @Test
    default void what_is_for_holders_of_a_role_is_found_by_the_whole_id_of_it() {
        Grantee group = new Grantee(GranteeKind.GROUP, "master-id", "support");
        Grant ended = grant("ended", ALICE, terms(group, Set.of("role_1")), NOW, null);
        insert(
                grant("one", ALICE, terms(group, Set.of("another", "role_1")), NOW, null),
                grant("longer", ALICE, terms(group, Set.of("role_12")), NOW, null),
                grant("like", ALICE, terms(group, Set.of("roleX1")), NOW, null),
                revoked(ended));

        assertThat(ids(read(store -> store.activeWithSubjectRole(REALM, "role_1"))))
                .containsExactly("one");
        assertThat(ids(read(store -> store.activeWithSubjectRole("other-id", "role_1"))))
                .isEmpty();
    }

    @Test
    default void a_removed_user_has_a_pseudonym_wherever_he_stood() {
        String id = "f:ldap:alice";
        Person alice = new Person(REALM, id, "alice");
        Grantee herself = new Grantee(GranteeKind.USER, REALM, id);
        insert(Grant.given(
                        "one",
                        REALM,
                        Scope.user(id),
                        terms(herself, Set.of()),
                        new GrantDecision(null, alice, alice, Owner.REALM, null),
                        GrantPeriod.from(NOW, null))
                .ended(EndCause.REVOKED, alice, NOW.plusSeconds(1)));

        bed().write(session -> new GrantStore(session).pseudonymise(REALM, id));

        Person nobody = new Person(REALM, Pseudonym.id(id), Pseudonym.name(id));
        Grant left = stored("one");
        assertThat(left.createdBy()).isEqualTo(nobody);
        assertThat(left.decidedBy()).isEqualTo(nobody);
        assertThat(left.end()).isNotNull().extracting(Grant.End::by).isEqualTo(nobody);
        assertThat(left.scope()).isEqualTo(Scope.user(nobody.userId()));
        assertThat(left.terms().grantee()).isEqualTo(new Grantee(GranteeKind.USER, REALM, nobody.userId()));
    }

    @Test
    default void a_denial_keeps_vendors_out_of_a_removed_user_who_comes_back_with_an_id_that_has_a_name_in_it() {
        String id = "f:ldap:alice";
        insert(grant("no", Scope.user(id), GrantTerms.denial(), NOW, null));

        bed().write(session -> new GrantStore(session).pseudonymise(REALM, id));

        assertThat(ids(read(store -> store.reaching(REALM, Set.of(id, REALM))))).containsExactly("no");
        assertThat(ids(read(store -> store.reaching(REALM, Set.of("f:ldap:bob")))))
                .isEmpty();
        assertThat(ids(read(store ->
                        store.list(GrantFilter.all(REALM, NOW).within(Scope.user(id)), new GrantPage(null, 0, 10)))))
                .containsExactly("no");
        assertThat(stored("no").scope().targetId()).doesNotContain("alice");
        assertThat(stored("no").scope().isUser(id)).isTrue();
    }

    @Test
    default void a_removed_user_stays_vendor_also_with_an_id_that_has_a_name_in_it() {
        for (String id : List.of("alice-id", "f:ldap:alice")) {
            bed().write(session -> new VendorStore(session).remember(REALM, id, "vendor", NOW));

            bed().write(session -> new VendorStore(session).pseudonymise(REALM, id));
            bed().write(session -> new VendorStore(session).pseudonymise(REALM, id));

            assertThat(bed().<Boolean>read(session -> new VendorStore(session).knows(REALM, id)))
                    .as(id)
                    .isTrue();
        }
        assertThat(bed().<Boolean>read(session -> new VendorStore(session).knows("other-id", "alice-id")))
                .isFalse();
        assertThat(bed().<Boolean>read(session -> new VendorStore(session).knows(REALM, "f:ldap:bob")))
                .isFalse();
    }

    @Test
    default void users_of_the_same_id_in_another_realm_keep_their_names() {
        insert(grant("one"));

        bed().write(session -> new GrantStore(session).pseudonymise("other-id", TENANT.userId()));

        assertThat(stored("one").decidedBy()).isEqualTo(TENANT);
    }

    @Test
    default void what_ended_long_ago_is_forgotten_and_all_else_kept() {
        insert(
                grant("active"),
                revoked(grant("old")),
                grant("recent").ended(EndCause.REVOKED, TENANT, NOW.plusSeconds(120)));

        bed().write(session -> new GrantStore(session).deleteEndedBefore("other-id", TOMORROW));
        bed().write(session -> new GrantStore(session).deleteEndedBefore(REALM, NOW.plusSeconds(61)));

        assertListed(GrantFilter.all(REALM, NOW), "active", "recent");
    }

    @Test
    default void a_realm_takes_its_grants_with_it_and_no_others() {
        insert(grant("one"));

        bed().write(session -> new GrantStore(session).deleteByRealm("other-id"));
        assertListed(GrantFilter.all(REALM, NOW), "one");

        bed().write(session -> new GrantStore(session).deleteByRealm(REALM));
        assertListed(GrantFilter.all(REALM, NOW));
    }
}
