package io.github.keycloakassume.assumption.model;

import static io.github.keycloakassume.assumption.model.Samples.AGENT;
import static io.github.keycloakassume.assumption.model.Samples.NOW;
import static io.github.keycloakassume.assumption.model.Samples.OTHER_TENANT;
import static io.github.keycloakassume.assumption.model.Samples.REALM;
import static io.github.keycloakassume.assumption.model.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.model.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Whatever is done to a grant, it")
final class GrantPropertiesTest {

    private enum Deed {
        CHANGE,
        REVOKE,
        NOTE_EXPIRY,
        REMOVE,
        NOTICE,
        WAIT
    }

    /** Something that is tried after a while; the duration is that of a change. */
    private record Step(Deed deed, Duration after, GrantDuration duration) {}

    @Property
    void never_comes_back_once_it_is_over(@ForAll("starts") GrantDuration start, @ForAll("steps") List<Step> steps) {
        Grant grant = given(start);
        Instant now = NOW;
        for (Step step : steps) {
            Instant then = now;
            now = now.plus(step.after());
            boolean over = !grant.isActive(then);
            grant = attempt(grant, step, now);

            if (over) {
                assertThat(grant.isActive(now)).isFalse();
                assertThat(GrantChoice.suffices(grant, attemptAt(now))).isFalse();
            }
        }
    }

    @Property
    void counts_its_duration_from_the_change_and_from_nothing_before(
            @ForAll("starts") GrantDuration start,
            @ForAll("steps") List<Step> steps,
            @ForAll("starts") GrantDuration last) {
        Grant grant = given(start);
        Instant now = NOW;
        for (Step step : steps) {
            now = now.plus(step.after());
            grant = attempt(grant, step, now);
        }

        if (grant.isActive(now)) {
            Grant changed = grant.changed(TENANT, now, last.endFrom(now), grant.terms());
            assertThat(changed.endsAt()).isEqualTo(given(last, now).endsAt());
            assertThat(changed.isActive(now)).isTrue();
        }
    }

    @Property
    void remains_about_the_same_and_keeps_its_first_end(
            @ForAll("starts") GrantDuration start, @ForAll("steps") List<Step> steps) {
        Grant first = given(start);
        Grant grant = first;
        Instant now = NOW;
        for (Step step : steps) {
            now = now.plus(step.after());
            Grant next = attempt(grant, step, now);

            assertThat(next.id()).isEqualTo(first.id());
            assertThat(next.scope()).isEqualTo(first.scope());
            assertThat(next.terms().effect()).isEqualTo(first.terms().effect());
            assertThat(next.createdBy()).isEqualTo(first.createdBy());
            assertThat(next.startsAt()).isEqualTo(first.startsAt());
            if (grant.end() != null) {
                assertThat(next).isEqualTo(grant);
            }
            grant = next;
        }
    }

    @Property
    void tells_people_a_day_before_its_end_or_not_at_all(
            @ForAll("starts") GrantDuration start, @ForAll("steps") List<Step> steps) {
        Grant grant = given(start);
        Instant now = NOW;
        for (Step step : steps) {
            now = now.plus(step.after());
            grant = attempt(grant, step, now);

            if (grant.period().noticeAt() != null) {
                assertThat(grant.end()).isNull();
                assertThat(grant.endsAt()).isEqualTo(grant.period().noticeAt().plus(Duration.ofDays(1)));
            }
        }
    }

    @Provide
    Arbitrary<GrantDuration> starts() {
        return Arbitraries.of("PT1M", "PT25H", "P1D", "P2D", "P1W", "P1M", "P1Y", "indefinite")
                .map(GrantDuration::parse);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Duration> whiles = Arbitraries.of("PT0S", "PT59S", "PT1M", "PT23H", "P1D", "P3D", "P30D")
                .map(Duration::parse);
        return Combinators.combine(Arbitraries.of(Deed.class), whiles, starts())
                .as(Step::new)
                .list()
                .ofMaxSize(12);
    }

    private static Grant attempt(Grant grant, Step step, Instant now) {
        boolean active = grant.isActive(now);
        try {
            Grant next = done(grant, step, now);
            boolean onEnded = step.deed() == Deed.NOTE_EXPIRY || step.deed() == Deed.NOTICE || step.deed() == Deed.WAIT;
            assertThat(active || onEnded).isTrue();
            return next;
        } catch (RefusedException e) {
            assertThat(active).isFalse();
            assertThat(e.refusal()).isEqualTo(GrantRefusal.GRANT_ENDED);
            return grant;
        } catch (IllegalStateException e) {
            assertThat(active && step.deed() == Deed.NOTE_EXPIRY).isTrue();
            return grant;
        }
    }

    private static Grant done(Grant grant, Step step, Instant now) {
        return switch (step.deed()) {
            case CHANGE -> grant.changed(OTHER_TENANT, now, step.duration().endFrom(now), grant.terms());
            case REVOKE -> grant.ended(EndCause.REVOKED, OTHER_TENANT, now);
            case NOTE_EXPIRY -> grant.expired(now);
            case REMOVE -> grant.ended(EndCause.TARGET_REMOVED, null, now);
            case NOTICE -> grant.noticed();
            case WAIT -> grant;
        };
    }

    private static Grant given(GrantDuration duration) {
        return given(duration, NOW);
    }

    private static Grant given(GrantDuration duration, Instant now) {
        return Grant.given(
                "g",
                REALM,
                Scope.user("alice-id"),
                GrantTerms.usual(),
                new GrantDecision(null, AGENT, TENANT, Owner.REALM, null),
                GrantPeriod.from(now, duration.endFrom(now)));
    }

    private static AttemptFacts attemptAt(Instant now) {
        AttemptFacts facts = Samples.attempt();
        return new AttemptFacts(
                now,
                now,
                facts.impersonator(),
                facts.impersonatorIs(),
                facts.subjectRoleIds(),
                facts.mode(),
                facts.act(),
                null,
                Samples.IN_ACME);
    }
}
