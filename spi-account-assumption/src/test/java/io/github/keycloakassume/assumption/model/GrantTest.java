package io.github.keycloakassume.assumption.model;

import static io.github.keycloakassume.assumption.model.Samples.AGENT;
import static io.github.keycloakassume.assumption.model.Samples.NOW;
import static io.github.keycloakassume.assumption.model.Samples.OTHER_TENANT;
import static io.github.keycloakassume.assumption.model.Samples.REALM;
import static io.github.keycloakassume.assumption.model.Samples.TENANT;
import static io.github.keycloakassume.assumption.model.Samples.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A grant")
final class GrantTest {

    private static final GrantTerms USUAL = GrantTerms.usual();
    private static final Instant WEEK = NOW.plus(Duration.ofDays(7));

    @Test
    void is_in_force_until_its_end_to_the_moment_whether_or_not_anybody_noted_it() {
        Grant grant = given(WEEK);

        assertThat(grant.state(WEEK.minusMillis(1))).isEqualTo(Grant.State.ACTIVE);
        assertThat(grant.state(WEEK)).isEqualTo(Grant.State.EXPIRED);
        assertThat(grant.isActive(WEEK)).isFalse();
    }

    @Test
    void without_end_is_in_force_until_further_notice() {
        assertThat(given(null).isActive(NOW.plus(Duration.ofDays(100_000)))).isTrue();
    }

    @Test
    void is_not_given_for_the_past() {
        assertRefused(GrantRefusal.ENDS_IN_THE_PAST, () -> given(NOW));
        assertRefused(GrantRefusal.ENDS_IN_THE_PAST, () -> given(NOW.minusSeconds(1)));
    }

    @Test
    void for_a_realm_is_for_its_own() {
        assertThat(of(Scope.realm(REALM), USUAL).scope().targetId()).isEqualTo(REALM);
        assertRefused(GrantRefusal.SCOPE_INVALID, () -> of(Scope.realm("another"), USUAL));
    }

    @Test
    void that_denies_is_a_users_or_an_organizations() {
        assertThat(of(Scope.user("alice-id"), GrantTerms.denial()).isActive(NOW))
                .isTrue();
        assertThat(of(Scope.organization("acme"), GrantTerms.denial()).isActive(NOW))
                .isTrue();
        assertRefused(GrantRefusal.SCOPE_INVALID, () -> of(Scope.realm(REALM), GrantTerms.denial()));
    }

    @Test
    void ends_sooner_or_later_when_changed_and_remembers_who_decided_last() {
        Instant later = NOW.plusSeconds(60);

        Grant reduced = given(WEEK).changed(OTHER_TENANT, later, later.plusSeconds(60), USUAL);
        Grant extended = given(WEEK).changed(OTHER_TENANT, later, null, USUAL);

        assertThat(reduced.state(later.plusSeconds(60))).isEqualTo(Grant.State.EXPIRED);
        assertThat(extended.isActive(WEEK)).isTrue();
        assertThat(extended.decidedBy()).isEqualTo(OTHER_TENANT);
        assertThat(extended.createdBy()).isEqualTo(AGENT);
        assertThat(extended.startsAt()).isEqualTo(NOW);
    }

    @Test
    void changes_its_terms_but_is_no_denial_afterwards_nor_a_denial_a_grant() {
        GrantTerms reading = Terms.of().in(Mode.READ_ONLY).build();
        Grant denial = of(Scope.user("alice-id"), GrantTerms.denial());

        assertThat(given(WEEK).changed(TENANT, NOW, WEEK, reading).terms()).isEqualTo(reading);
        assertRefused(
                GrantRefusal.TERMS_INVALID,
                () -> given(WEEK).changed(TENANT, NOW, WEEK, GrantTerms.denial()),
                "effect");
        assertRefused(GrantRefusal.TERMS_INVALID, () -> denial.changed(TENANT, NOW, null, USUAL), "effect");
    }

    @Test
    void is_not_changed_to_end_in_the_past() {
        assertRefused(
                GrantRefusal.ENDS_IN_THE_PAST,
                () -> given(WEEK).changed(TENANT, NOW.plusSeconds(60), NOW.plusSeconds(60), USUAL));
    }

    @Test
    void is_over_once_revoked_and_says_by_whom() {
        Grant revoked = given(WEEK).ended(EndCause.REVOKED, OTHER_TENANT, NOW.plusSeconds(1));

        assertThat(revoked.state(NOW)).isEqualTo(Grant.State.REVOKED);
        assertThat(revoked.end()).isEqualTo(new Grant.End(NOW.plusSeconds(1), EndCause.REVOKED, OTHER_TENANT));
        assertThat(revoked.decidedBy()).isEqualTo(TENANT);
        assertThat(revoked.period().noticeAt()).isNull();
    }

    @Test
    void has_ended_when_its_time_was_up_however_late_that_is_noted() {
        Grant expired = given(WEEK).expired(WEEK.plusSeconds(99));

        assertThat(expired.end()).isEqualTo(new Grant.End(WEEK, EndCause.EXPIRED, null));
        assertThat(expired.state(WEEK)).isEqualTo(Grant.State.EXPIRED);
    }

    @Test
    void does_not_expire_before_its_end() {
        assertThatIllegalStateException().isThrownBy(() -> given(WEEK).expired(WEEK.minusMillis(1)));
        assertThatIllegalStateException().isThrownBy(() -> given(null).expired(WEEK));
    }

    @Test
    void is_over_when_what_it_was_for_is_gone() {
        Grant removed = given(WEEK).ended(EndCause.TARGET_REMOVED, null, NOW.plusSeconds(1));

        assertThat(removed.state(NOW)).isEqualTo(Grant.State.REMOVED);
        assertThat(removed.end()).isEqualTo(new Grant.End(NOW.plusSeconds(1), EndCause.TARGET_REMOVED, null));
    }

    @Test
    void goes_on_without_a_role_that_is_gone_as_long_as_another_is_left() {
        Grant grant = Samples.grant("grant", Terms.of().about("gone", "left"));

        Grant narrower = grant.withoutSubjectRole("gone", NOW);

        assertThat(narrower.isActive(NOW)).isTrue();
        assertThat(narrower.terms()).isEqualTo(Terms.of().about("left").build());
    }

    @Test
    void ends_with_its_last_subject_role_instead_of_being_one_for_everybody() {
        Grant grant = Samples.grant("grant", Terms.of().about("gone"));

        assertThat(grant.withoutSubjectRole("gone", NOW).state(NOW)).isEqualTo(Grant.State.REMOVED);
    }

    @Test
    void that_names_no_such_role_stays_as_it_is() {
        Grant grant = Samples.grant("grant", Terms.of().about("left"));

        assertThat(grant.withoutSubjectRole("gone", NOW)).isEqualTo(grant);
    }

    static Stream<Arguments> ended() {
        return Stream.of(
                Arguments.of("revoked", given(WEEK).ended(EndCause.REVOKED, TENANT, NOW)),
                Arguments.of("expired", given(WEEK).expired(WEEK)),
                Arguments.of("removed", given(WEEK).ended(EndCause.TARGET_REMOVED, null, NOW)),
                Arguments.of("past its end", given(WEEK)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ended")
    void that_is_over_stays_so(String how, Grant ended) {
        assertThat(Stream.<Consumer<Grant>>of(
                        grant -> grant.changed(TENANT, WEEK, null, USUAL),
                        grant -> grant.ended(EndCause.REVOKED, TENANT, WEEK),
                        grant -> grant.ended(EndCause.TARGET_REMOVED, null, WEEK),
                        grant -> grant.withoutSubjectRole("gone", WEEK)))
                .allSatisfy(change -> assertRefused(GrantRefusal.GRANT_ENDED, () -> change.accept(ended)));
    }

    @Test
    void whose_end_is_noted_ends_no_second_time() {
        Grant revoked = given(WEEK).ended(EndCause.REVOKED, TENANT, NOW);

        assertRefused(GrantRefusal.GRANT_ENDED, () -> revoked.expired(WEEK));
    }

    static Stream<Arguments> notices() {
        return Stream.of(
                Arguments.of("PT25H", null),
                Arguments.of("PT25H1S", "PT1H1S"),
                Arguments.of("P7D", "P6D"),
                Arguments.of("PT1H", null),
                Arguments.of(null, null));
    }

    @ParameterizedTest(name = "that lasts {0}: after {1}")
    @MethodSource("notices")
    void tells_people_a_day_before_its_end(@Nullable String lasts, @Nullable String noticeAfter) {
        Instant expected = noticeAfter == null ? null : NOW.plus(Duration.parse(noticeAfter));
        Instant endsAt = lasts == null ? null : NOW.plus(Duration.parse(lasts));

        assertThat(given(endsAt).period().noticeAt()).isEqualTo(expected);
        assertThat(given(null).changed(TENANT, NOW, endsAt, USUAL).period().noticeAt())
                .isEqualTo(expected);
    }

    @Test
    void tells_people_once_an_end() {
        Grant noticed = given(WEEK).noticed();
        Instant later = WEEK.minus(Duration.ofHours(20));

        assertThat(noticed.period().noticeAt()).isNull();
        assertThat(noticed.endsAt()).isEqualTo(WEEK);
        assertThat(noticed.changed(TENANT, later, WEEK, USUAL).period().noticeAt())
                .isNull();
        assertThat(noticed.changed(TENANT, later, WEEK.plus(Duration.ofDays(7)), USUAL)
                        .period()
                        .noticeAt())
                .isEqualTo(WEEK.plus(Duration.ofDays(6)));
    }

    @Test
    void still_tells_people_when_only_its_terms_change_shortly_before() {
        Instant shortlyBefore = WEEK.minus(Duration.ofHours(24).plusMinutes(30));

        assertThat(given(WEEK)
                        .changed(TENANT, shortlyBefore, WEEK, USUAL)
                        .period()
                        .noticeAt())
                .isEqualTo(WEEK.minus(Duration.ofDays(1)));
    }

    @Test
    void has_its_reason_in_words() {
        assertThat(given(null).reasonText()).isNull();
        assertThat(Samples.grant("id", Terms.of()).reasonText()).isEqualTo("ticket 42");
        assertThat(Samples.grant("id", Terms.of()).decision().reason()).isEqualTo(new Reason("ticket 42"));
    }

    private static Grant given(@Nullable Instant endsAt) {
        return Grant.given(
                "id",
                REALM,
                Scope.user("alice-id"),
                USUAL,
                new GrantDecision(null, AGENT, TENANT, Owner.REALM, null),
                GrantPeriod.from(NOW, endsAt));
    }

    private static Grant of(Scope scope, GrantTerms terms) {
        return Grant.given(
                "id",
                REALM,
                scope,
                terms,
                new GrantDecision(null, TENANT, TENANT, Owner.REALM, "request"),
                GrantPeriod.from(NOW, null));
    }
}
