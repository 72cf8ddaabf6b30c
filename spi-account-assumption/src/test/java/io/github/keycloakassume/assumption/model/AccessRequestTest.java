package io.github.keycloakassume.assumption.model;

import static io.github.keycloakassume.assumption.model.Samples.AGENT;
import static io.github.keycloakassume.assumption.model.Samples.NOW;
import static io.github.keycloakassume.assumption.model.Samples.REALM;
import static io.github.keycloakassume.assumption.model.Samples.RENAMED_AGENT;
import static io.github.keycloakassume.assumption.model.Samples.TENANT;
import static io.github.keycloakassume.assumption.model.Samples.assertRefused;
import static io.github.keycloakassume.assumption.model.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.keycloakassume.assumption.model.AccessRequest.Answer;
import io.github.keycloakassume.assumption.model.AccessRequest.Outcome;
import io.github.keycloakassume.assumption.model.AccessRequest.State;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A request for access")
final class AccessRequestTest {

    private static final Instant LATER = NOW.plusSeconds(60);
    private static final Instant LAPSE = NOW.plus(Duration.ofDays(3));

    @Test
    void waits_for_an_answer_until_it_lapses_whether_or_not_anybody_noted_that() {
        assertThat(request().state(LAPSE.minusMillis(1))).isEqualTo(State.PENDING);
        assertThat(request().state(LAPSE)).isEqualTo(State.LAPSED);
    }

    @Test
    void is_approved_by_somebody_else() {
        AccessRequest approved = request().approved(TENANT, LATER, "grant", " go ahead ");

        assertThat(approved.state(LATER)).isEqualTo(State.APPROVED);
        assertThat(approved.answer()).isEqualTo(new Answer(Outcome.APPROVED, LATER, TENANT, "go ahead", "grant"));
    }

    @Test
    void is_denied_with_a_word_or_without() {
        assertThat(request().denied(TENANT, LATER, "not now").answer())
                .isEqualTo(new Answer(Outcome.DENIED, LATER, TENANT, "not now", null));
        assertThat(request().denied(TENANT, LATER, " ").answer())
                .isEqualTo(new Answer(Outcome.DENIED, LATER, TENANT, null, null));
        assertThat(request().denied(TENANT, LATER, null).state(LATER)).isEqualTo(State.DENIED);
    }

    @Test
    void is_never_answered_by_who_made_it_whatever_he_is_called_now() {
        assertRefused(GrantRefusal.OWN_REQUEST, () -> request().approved(RENAMED_AGENT, LATER, "grant", null));
        assertRefused(GrantRefusal.OWN_REQUEST, () -> request().denied(RENAMED_AGENT, LATER, null));
    }

    @Test
    void is_withdrawn_by_who_made_it_alone() {
        assertThat(request().withdrawn(RENAMED_AGENT, LATER).state(LATER)).isEqualTo(State.WITHDRAWN);
        assertRefused(Refusal.NOT_ALLOWED, () -> request().withdrawn(TENANT, LATER));
    }

    @Test
    void has_lapsed_when_its_time_was_up_however_late_that_is_noted() {
        assertThat(request().lapsed(LAPSE.plusSeconds(99)).answer())
                .isEqualTo(new Answer(Outcome.LAPSED, LAPSE, null, null, null));
        assertThatIllegalStateException().isThrownBy(() -> request().lapsed(LAPSE.minusMillis(1)));
    }

    static Stream<Arguments> answered() {
        return Stream.of(
                Arguments.of("approved", request().approved(TENANT, LATER, "grant", null)),
                Arguments.of("denied", request().denied(TENANT, LATER, null)),
                Arguments.of("withdrawn", request().withdrawn(AGENT, LATER)),
                Arguments.of("lapsed", request().lapsed(LAPSE)),
                Arguments.of("past its time", request()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answered")
    void is_answered_once(String how, AccessRequest answered) {
        assertRefused(GrantRefusal.REQUEST_ANSWERED, () -> answered.approved(TENANT, LAPSE, "another", null));
        assertRefused(GrantRefusal.REQUEST_ANSWERED, () -> answered.denied(TENANT, LAPSE, null));
        assertRefused(GrantRefusal.REQUEST_ANSWERED, () -> answered.withdrawn(AGENT, LAPSE));
    }

    @Test
    void that_was_answered_does_not_lapse() {
        AccessRequest approved = request().approved(TENANT, LATER, "grant", null);

        assertRefused(GrantRefusal.REQUEST_ANSWERED, () -> approved.lapsed(LAPSE));
        assertThat(approved.state(LAPSE)).isEqualTo(State.APPROVED);
    }

    @Test
    void takes_a_word_that_a_mail_can_show() {
        assertRefused(Refusal.REASON_INVALID, () -> request().denied(TENANT, LATER, "a\u0000b"), Reason.LONGEST);
        assertRefused(Refusal.REASON_INVALID, () -> request().denied(TENANT, LATER, "x".repeat(2001)), Reason.LONGEST);
    }

    @Test
    void asks_for_a_grant_not_for_a_denial() {
        assertRefused(GrantRefusal.TERMS_INVALID, () -> request(GrantTerms.denial()), "effect");
    }

    @Test
    void is_about_its_own_realm() {
        assertRefused(GrantRefusal.SCOPE_INVALID, () -> with(Scope.realm("another"), LAPSE));
        assertThat(with(Scope.realm(REALM), LAPSE).state(NOW)).isEqualTo(State.PENDING);
    }

    @Test
    void waits_for_some_time() {
        assertThatIllegalArgumentException().isThrownBy(() -> with(Scope.realm(REALM), NOW));
    }

    @Test
    void has_answers_that_make_sense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Answer(Outcome.APPROVED, NOW, TENANT, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Answer(Outcome.DENIED, NOW, TENANT, null, "grant"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Answer(Outcome.DENIED, NOW, null, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Answer(Outcome.LAPSED, NOW, TENANT, null, null));
    }

    private static AccessRequest with(Scope scope, Instant lapsesAt) {
        return new AccessRequest(
                "id",
                REALM,
                scope,
                GrantTerms.usual(),
                GrantDuration.INDEFINITE,
                new Reason("ticket 42"),
                null,
                AGENT,
                NOW,
                lapsesAt,
                null,
                0);
    }
}
