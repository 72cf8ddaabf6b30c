package io.github.keycloakassume.assumption.model;

import static io.github.keycloakassume.assumption.model.Samples.AGENT;
import static io.github.keycloakassume.assumption.model.Samples.NOW;
import static io.github.keycloakassume.assumption.model.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.assumption.model.AccessRequest.State;
import io.github.keycloakassume.core.model.Person;
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

@Label("Whatever is done to a request, it")
final class AccessRequestPropertiesTest {

    private enum Deed {
        APPROVE,
        DENY,
        WITHDRAW,
        NOTE_LAPSE
    }

    /** Something that somebody tries after a while. */
    private record Step(Deed deed, Person by, Duration after) {}

    @Property
    void is_answered_once_and_in_time_and_never_by_who_made_it(@ForAll("steps") List<Step> steps) {
        AccessRequest request = Samples.request();
        Instant now = NOW;
        for (Step step : steps) {
            now = now.plus(step.after());
            State before = request.state(now);
            AccessRequest next = attempt(request, step, now);

            if (before != State.PENDING) {
                assertThat(next.state(now)).isEqualTo(before);
            }
            if (request.answer() != null) {
                assertThat(next).isEqualTo(request);
            }
            boolean byHimself = step.by().isSamePersonAs(AGENT);
            if (before == State.PENDING && next.state(now) != State.PENDING) {
                assertThat(byHimself).isEqualTo(next.state(now) == State.WITHDRAWN);
                assertThat(now).isBefore(request.lapsesAt());
            }
            request = next;
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Deed.class),
                        Arbitraries.of(AGENT, TENANT),
                        Arbitraries.of("PT0S", "PT1M", "P1D", "P2D").map(Duration::parse))
                .as(Step::new)
                .list()
                .ofMaxSize(8);
    }

    private static AccessRequest attempt(AccessRequest request, Step step, Instant now) {
        try {
            return switch (step.deed()) {
                case APPROVE -> request.approved(step.by(), now, "grant", null);
                case DENY -> request.denied(step.by(), now, "no");
                case WITHDRAW -> request.withdrawn(step.by(), now);
                case NOTE_LAPSE -> request.lapsed(now);
            };
        } catch (RefusedException | IllegalStateException e) {
            return request;
        }
    }
}
