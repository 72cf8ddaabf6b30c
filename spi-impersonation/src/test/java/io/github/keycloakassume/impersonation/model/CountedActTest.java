package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is counted")
final class CountedActTest {

    @Test
    void is_the_same_wherever_it_is_counted() {
        assertThat(act("imp", "REFRESH_TOKEN", "app", "192.0.2.1").key())
                .isEqualTo(act("imp", "REFRESH_TOKEN", "app", "192.0.2.1").key());
    }

    @Test
    void is_another_for_another_impersonation_kind_application_or_address() {
        assertThat(Stream.of(
                                act("imp", "REFRESH_TOKEN", "app", "192.0.2.1"),
                                act("imp-2", "REFRESH_TOKEN", "app", "192.0.2.1"),
                                act("imp", "USER_INFO_REQUEST", "app", "192.0.2.1"),
                                act("imp", "REFRESH_TOKEN", "app-2", "192.0.2.1"),
                                act("imp", "REFRESH_TOKEN", null, "192.0.2.1"),
                                act("imp", "REFRESH_TOKEN", "app", null))
                        .map(CountedAct::key))
                .doesNotHaveDuplicates();
    }

    private static CountedAct act(
            String impersonation, String kind, @Nullable String client, @Nullable String address) {
        return new CountedAct(impersonation, kind, client, address);
    }
}
