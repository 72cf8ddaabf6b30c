package io.github.keycloakassume.assumption.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.AccessRequest.Answer;
import io.github.keycloakassume.assumption.model.AccessRequest.Outcome;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The row of a request")
final class RequestEntityTest {

    static Stream<AccessRequest> requests() {
        return Stream.of(
                Samples.plainRequest(),
                Samples.fullRequest(null),
                Samples.fullRequest(
                        new Answer(Outcome.APPROVED, Samples.ENDED, Samples.DECIDER, "once only", "grant-id")),
                Samples.fullRequest(new Answer(Outcome.DENIED, Samples.ENDED, Samples.DECIDER, "no", null)),
                Samples.fullRequest(new Answer(Outcome.WITHDRAWN, Samples.ENDED, Samples.ASKER, null, null)),
                Samples.fullRequest(new Answer(Outcome.LAPSED, Samples.END, null, null, null)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void gives_back_the_request_it_was_made_of(AccessRequest request) {
        assertThat(RequestEntity.from(request).toDomain()).isEqualTo(request);
    }

    @Test
    void takes_over_the_answer() {
        RequestEntity row = RequestEntity.from(Samples.fullRequest(null));
        AccessRequest approved =
                Samples.fullRequest(null).approved(Samples.DECIDER, Samples.START, "grant-id", "once only");

        row.takeAnswerOf(approved);

        assertThat(row.toDomain()).isEqualTo(approved);
    }
}
