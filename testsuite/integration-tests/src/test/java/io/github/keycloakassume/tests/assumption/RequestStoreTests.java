package io.github.keycloakassume.tests.assumption;

import static io.github.keycloakassume.tests.assumption.StoreSamples.ACME;
import static io.github.keycloakassume.tests.assumption.StoreSamples.AGENT;
import static io.github.keycloakassume.tests.assumption.StoreSamples.ALICE;
import static io.github.keycloakassume.tests.assumption.StoreSamples.NOW;
import static io.github.keycloakassume.tests.assumption.StoreSamples.REALM;
import static io.github.keycloakassume.tests.assumption.StoreSamples.TENANT;
import static io.github.keycloakassume.tests.assumption.StoreSamples.TOMORROW;
import static io.github.keycloakassume.tests.assumption.StoreSamples.assertStale;
import static io.github.keycloakassume.tests.assumption.StoreSamples.request;
import static io.github.keycloakassume.tests.assumption.StoreSamples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.AccessRequest.State;
import io.github.keycloakassume.assumption.model.GrantPage;
import io.github.keycloakassume.assumption.model.GrantTerms;
import io.github.keycloakassume.assumption.model.Grantee;
import io.github.keycloakassume.assumption.model.GranteeKind;
import io.github.keycloakassume.assumption.model.OrganizationAnswer;
import io.github.keycloakassume.assumption.model.RequestFilter;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.store.RequestStore;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Pseudonym;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the store of requests does. */
interface RequestStoreTests {

    StoreBed bed();

    private <T> T read(Function<RequestStore, T> work) {
        return bed().read(session -> work.apply(new RequestStore(session)));
    }

    private void insert(AccessRequest... requests) {
        bed().write(session -> List.of(requests).forEach(new RequestStore(session)::insert));
    }

    private AccessRequest stored(String id) {
        return read(store -> store.find(REALM, id).orElseThrow());
    }

    private List<OrganizationAnswer> answersTo(AccessRequest request) {
        return read(store -> store.answersTo(List.of(request)));
    }

    private static List<String> ids(List<AccessRequest> requests) {
        return requests.stream().map(AccessRequest::id).toList();
    }

    private static AccessRequest approved(AccessRequest request) {
        return request.approved(TENANT, NOW.plusSeconds(60), "grant-id", StoreSamples.anyScript());
    }

    private static AccessRequest denied(AccessRequest request) {
        return request.denied(TENANT, NOW.plusSeconds(60), null);
    }

    @Test
    default void a_request_comes_back_with_every_field() {
        AccessRequest request = request(
                "one", ACME, terms(new Grantee(GranteeKind.ROLE, "master-id", "role-id"), Set.of("one", "two")), NOW);
        insert(request);

        assertThat(stored("one")).isEqualTo(request);
        assertThat(this.<Optional<AccessRequest>>read(store -> store.find("other-id", "one")))
                .isEmpty();
    }

    @Test
    default void an_answer_is_kept_word_for_word() {
        insert(request("one"));

        AccessRequest answered = read(store -> store.update(approved(stored("one"))));

        assertThat(answered.version()).isEqualTo(1);
        assertThat(stored("one")).isEqualTo(answered);
        assertThat(answered.answer()).isEqualTo(approved(request("one")).answer());
    }

    @Test
    default void of_two_answers_at_once_the_second_is_refused() {
        insert(request("one"));
        try (StoreBed.Open slow = bed().begin()) {
            RequestStore store = new RequestStore(slow.session());
            AccessRequest asked = store.find(REALM, "one").orElseThrow();
            AccessRequest quicker = read(other -> other.update(denied(asked)));

            assertStale(() -> store.update(approved(asked)));
            assertThat(stored("one")).isEqualTo(quicker);
        }
    }

    @Test
    default void an_answer_upon_an_old_version_is_refused() {
        insert(request("one"));
        AccessRequest asked = stored("one");
        read(store -> store.update(denied(asked)));

        assertStale(() -> read(store -> store.update(approved(asked))));
    }

    @Test
    default void what_nobody_answered_in_time_is_claimed_by_one_alone() {
        AccessRequest waiting = request("one");
        Instant lapse = waiting.lapsesAt();
        insert(waiting, denied(request("denied")), request("younger", ALICE, GrantTerms.usual(), TOMORROW));

        assertThat(ids(read(store -> store.claimLapsed(lapse.minusMillis(1), 10))))
                .isEmpty();
        try (StoreBed.Open transaction = bed().begin()) {
            assertThat(ids(new RequestStore(transaction.session()).claimLapsed(lapse, 10)))
                    .containsExactly("one");
            assertThat(ids(read(store -> store.claimLapsed(lapse, 10)))).isEmpty();
        }
    }

    @Test
    default void a_list_of_requests_has_what_its_filter_says() {
        AccessRequest past = request("noted", ALICE, GrantTerms.usual(), NOW.minusSeconds(1));
        insert(
                request("pending", ALICE, GrantTerms.usual(), TOMORROW),
                request("lapsed", ACME, GrantTerms.usual(), NOW),
                past.lapsed(past.lapsesAt()),
                denied(request("denied")),
                approved(request("approved")),
                request("withdrawn").withdrawn(AGENT, NOW.plusSeconds(1)));
        Instant now = request("any").lapsesAt();
        RequestFilter all = RequestFilter.all(REALM, now);

        assertListed(all, "pending", "lapsed", "noted", "denied", "approved", "withdrawn");
        assertListed(RequestFilter.all("other-id", now));
        assertListed(all.within(ACME), "lapsed");
        assertListed(all.ownOf(AGENT), "pending", "lapsed", "noted", "denied", "approved", "withdrawn");
        assertListed(all.ownOf(new Person(REALM, AGENT.userId(), AGENT.username())));
        assertListed(in(State.PENDING, now), "pending");
        assertListed(in(State.LAPSED, now), "lapsed", "noted");
        assertListed(in(State.DENIED, now), "denied");
        assertListed(in(State.APPROVED, now), "approved");
        assertListed(in(State.WITHDRAWN, now), "withdrawn");
    }

    private static RequestFilter in(State state, Instant now) {
        return new RequestFilter(REALM, now, null, null, null, state);
    }

    private void assertListed(RequestFilter filter, String... ids) {
        assertThat(ids(read(store -> store.list(filter, new GrantPage(null, 0, 100)))))
                .containsExactlyInAnyOrder(ids);
        assertThat((long) this.<Long>read(store -> store.count(filter))).isEqualTo(ids.length);
    }

    @Test
    default void pages_of_requests_follow_each_other_the_newest_first() {
        insert(request("a"), request("b"), request("c", ALICE, GrantTerms.usual(), TOMORROW));
        RequestFilter all = RequestFilter.all(REALM, NOW);

        assertThat(ids(read(store -> store.list(all, new GrantPage(null, 0, 2)))))
                .containsExactly("c", "b");
        assertThat(ids(read(store -> store.list(all, new GrantPage("b", 0, 2)))))
                .containsExactly("a");
    }

    @Test
    default void what_waits_is_found_by_target_asker_grantee_and_role() {
        Grantee group = new Grantee(GranteeKind.GROUP, "master-id", "support");
        AccessRequest waiting = request("one", ACME, terms(group, Set.of("role-1")), NOW);
        insert(waiting, denied(request("denied", ACME, terms(group, Set.of("role-1")), NOW)));

        assertThat(ids(read(store -> store.pendingWithTarget(REALM, "acme-id"))))
                .containsExactly("one");
        assertThat(ids(read(store -> store.pendingWithTarget("other-id", "acme-id"))))
                .isEmpty();
        assertThat(ids(read(store -> store.pendingBy("master-id", "agent-id")))).containsExactly("one");
        assertThat(ids(read(store -> store.pendingBy(REALM, "agent-id")))).isEmpty();
        assertThat(ids(read(store -> store.pendingWithGrantee(GranteeKind.GROUP, "master-id", "support"))))
                .containsExactly("one");
        assertThat(ids(read(store -> store.pendingWithGrantee(GranteeKind.ROLE, "master-id", "support"))))
                .isEmpty();
        assertThat(ids(read(store -> store.pendingWithSubjectRole(REALM, "role-1"))))
                .containsExactly("one");
        assertThat(ids(read(store -> store.pendingWithSubjectRole(REALM, "role"))))
                .isEmpty();
    }

    @Test
    default void a_removed_user_has_a_pseudonym_in_what_he_asked_and_answered() {
        String id = "f:ldap:agent";
        Person agent = new Person("master-id", id, "agent");
        AccessRequest like = request("one");
        insert(new AccessRequest(
                        "one",
                        REALM,
                        ALICE,
                        terms(new Grantee(GranteeKind.USER, "master-id", id), Set.of()),
                        like.duration(),
                        like.reason(),
                        null,
                        agent,
                        NOW,
                        TOMORROW,
                        null,
                        0)
                .withdrawn(agent, NOW));

        bed().write(session -> new RequestStore(session).pseudonymise("master-id", id));

        Person nobody = new Person("master-id", Pseudonym.id(id), Pseudonym.name(id));
        AccessRequest left = stored("one");
        assertThat(left.requestedBy()).isEqualTo(nobody);
        assertThat(left.answer())
                .isNotNull()
                .extracting(AccessRequest.Answer::by)
                .isEqualTo(nobody);
        assertThat(left.terms().grantee()).isEqualTo(new Grantee(GranteeKind.USER, "master-id", nobody.userId()));
    }

    @Test
    default void a_removed_user_has_a_pseudonym_in_requests_about_him() {
        String id = "f:ldap:alice";
        insert(denied(request("one", Scope.user(id), GrantTerms.usual(), NOW)));

        bed().write(session -> new RequestStore(session).pseudonymise(REALM, id));

        assertThat(stored("one").scope()).isEqualTo(Scope.user(Pseudonym.id(id)));
    }

    @Test
    default void what_was_answered_long_ago_is_forgotten_and_all_else_kept() {
        insert(
                request("waiting"),
                denied(request("old")),
                request("recent").denied(TENANT, NOW.plusSeconds(120), null));

        bed().write(session -> new RequestStore(session).deleteAnsweredBefore("other-id", TOMORROW));
        bed().write(session -> new RequestStore(session).deleteAnsweredBefore(REALM, NOW.plusSeconds(61)));

        assertListed(RequestFilter.all(REALM, NOW), "waiting", "recent");
    }

    @Test
    default void an_organization_finds_what_it_has_approved_itself_whatever_others_still_have_to_say() {
        AccessRequest one = request("one");
        insert(one, request("two"));
        OrganizationAnswer own = new OrganizationAnswer(
                REALM, "one", "acme", AccessRequest.Outcome.APPROVED, NOW, StoreSamples.anyScript(), "grant-id");
        bed().write(session -> new RequestStore(session).insert(own));

        assertThat(answersTo(one)).containsExactly(own);
        assertThat(this.<Optional<OrganizationAnswer>>read(store -> store.answerOf("acme", one)))
                .contains(own);
        assertThat(this.<Optional<OrganizationAnswer>>read(store -> store.answerOf("beta", one)))
                .isEmpty();
        RequestFilter pending = RequestFilter.all(REALM, NOW).pending();
        RequestFilter approved = new RequestFilter(REALM, NOW, null, null, null, AccessRequest.State.APPROVED);
        assertListed(pending.seenBy("acme"), "two");
        assertListed(pending.seenBy("beta"), "one", "two");
        assertListed(approved.seenBy("acme"), "one");
        assertListed(approved.seenBy("beta"));
    }

    @Test
    default void what_another_organization_answers_meanwhile_counts_at_once() {
        insert(request("one"));
        OrganizationAnswer others = answerOf("acme");
        try (StoreBed.Open slow = bed().begin()) {
            RequestStore store = new RequestStore(slow.session());
            AccessRequest asked = store.find(REALM, "one").orElseThrow();
            bed().write(session -> new RequestStore(session).insert(others));

            store.findLocked(REALM, "one");

            assertThat(store.answersTo(List.of(asked))).containsExactly(others);
        }
    }

    @Test
    default void of_two_answers_of_one_organization_at_once_the_second_is_refused() {
        insert(request("one"));
        try (StoreBed.Open slow = bed().begin()) {
            RequestStore store = new RequestStore(slow.session());
            assertThat(store.find(REALM, "one")).isPresent();
            bed().write(session -> new RequestStore(session).insert(answerOf("acme")));

            assertStale(() -> store.insert(answerOf("acme")));
        }
    }

    private static OrganizationAnswer answerOf(String organization) {
        return new OrganizationAnswer(
                REALM, "one", organization, AccessRequest.Outcome.APPROVED, NOW, null, "grant-" + organization);
    }

    @Test
    default void answers_of_organizations_go_with_their_request() {
        AccessRequest old = denied(request("old"));
        AccessRequest waiting = request("waiting");
        insert(old, waiting);
        bed().write(session -> List.of(old, waiting)
                .forEach(request -> new RequestStore(session)
                        .insert(new OrganizationAnswer(
                                REALM, request.id(), "acme", AccessRequest.Outcome.DENIED, NOW, null, null))));

        bed().write(session -> new RequestStore(session).deleteAnsweredBefore(REALM, NOW.plusSeconds(61)));
        assertThat(answersTo(old)).isEmpty();
        assertThat(answersTo(waiting)).hasSize(1);

        bed().write(session -> new RequestStore(session).delete(waiting));
        assertThat(answersTo(waiting)).isEmpty();
    }

    @Test
    default void a_realm_takes_its_requests_with_it_and_no_others() {
        insert(request("one"));

        bed().write(session -> new RequestStore(session).deleteByRealm("other-id"));
        assertListed(RequestFilter.all(REALM, NOW), "one");

        bed().write(session -> new RequestStore(session).deleteByRealm(REALM));
        assertListed(RequestFilter.all(REALM, NOW));
    }
}
