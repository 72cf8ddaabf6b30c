package io.github.keycloakassume.tests.assumption;

import static io.github.keycloakassume.tests.assumption.StoreSamples.ALICE;
import static io.github.keycloakassume.tests.assumption.StoreSamples.TOMORROW;
import static io.github.keycloakassume.tests.assumption.StoreSamples.grant;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.store.GrantStore;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the nodes of a cluster share. H2, which has one node, locks more rows than it gives. */
interface SharedWorkTests {

    StoreBed bed();

    @Test
    default void two_who_end_what_is_overdue_share_it() {
        bed().write(session -> {
            GrantStore store = new GrantStore(session);
            store.insert(grant("one", ALICE, TOMORROW));
            store.insert(grant("two", ALICE, TOMORROW.plusMillis(1)));
        });
        try (StoreBed.Open first = bed().begin();
                StoreBed.Open second = bed().begin()) {
            Instant now = TOMORROW.plusSeconds(1);

            assertThat(new GrantStore(first.session()).claimOverdue(now, 1))
                    .extracting(Grant::id)
                    .containsExactly("one");
            assertThat(new GrantStore(second.session()).claimOverdue(now, 1))
                    .extracting(Grant::id)
                    .containsExactly("two");
        }
    }
}
