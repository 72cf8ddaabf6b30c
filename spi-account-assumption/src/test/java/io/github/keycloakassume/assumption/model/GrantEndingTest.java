package io.github.keycloakassume.assumption.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Instant;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The end of a grant")
final class GrantEndingTest {

    private static final Person BY = new Person("realm", "by", "by");
    private static final Instant WEEK = Samples.NOW.plusSeconds(604_800);

    @ParameterizedTest
    @CsvSource({
        "REVOKED, REVOKED, true",
        "REQUEST_NOT_APPROVED, REVOKED, false",
        "EXPIRED, EXPIRED, false",
        "TARGET_REMOVED, TARGET_REMOVED, false",
        "USER_REMOVED, TARGET_REMOVED, false",
        "MEMBER_LEFT, MEMBER_LEFT, false"
    })
    void is_in_the_row_with_its_cause_and_names_only_who_revoked(GrantEnding ending, EndCause cause, boolean saysWho) {
        Grant grant = grant();

        Grant ended = ending.end(grant, BY, endOf(ending, grant));

        @Nullable Person by = saysWho ? BY : null;
        assertThat(ended.end()).isEqualTo(new Grant.End(endOf(ending, grant), cause, by));
    }

    @Test
    void ends_what_runs_unless_its_own_end_has_come() {
        assertThat(EnumSet.allOf(GrantEnding.class).stream().filter(ending -> !ending.endsWhatRuns()))
                .containsExactly(GrantEnding.EXPIRED);
    }

    @Test
    void is_told_unless_the_user_whom_it_was_about_is_gone() {
        assertThat(EnumSet.allOf(GrantEnding.class).stream().filter(ending -> !ending.isTold()))
                .containsExactly(GrantEnding.USER_REMOVED);
    }

    @ParameterizedTest
    @EnumSource
    void comes_once(GrantEnding ending) {
        Grant grant = grant();
        Grant ended = GrantEnding.REVOKED.end(grant, BY, grant.startsAt());

        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> ending.end(ended, BY, endOf(ending, grant)));
    }

    private static Instant endOf(GrantEnding ending, Grant grant) {
        return ending == GrantEnding.EXPIRED ? WEEK : grant.startsAt().plusSeconds(1);
    }

    private static Grant grant() {
        return Samples.grant("grant", Scope.user("alice-id"), GrantTerms.usual(), WEEK);
    }
}
