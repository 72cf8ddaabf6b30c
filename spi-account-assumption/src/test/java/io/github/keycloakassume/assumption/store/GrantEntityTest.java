package io.github.keycloakassume.assumption.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.assumption.model.EndCause;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantTerms;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The row of a grant")
final class GrantEntityTest {

    static Stream<Grant> grants() {
        return Stream.of(
                Samples.fullGrant(null),
                Samples.fullGrant(new Grant.End(Samples.ENDED, EndCause.REVOKED, Samples.ENDER)),
                Samples.fullGrant(new Grant.End(Samples.ENDED, EndCause.EXPIRED, null)),
                Samples.denial());
    }

    @ParameterizedTest
    @MethodSource("grants")
    void gives_back_the_grant_it_was_made_of(Grant grant) {
        assertThat(GrantEntity.from(grant).toDomain()).isEqualTo(grant);
    }

    @ParameterizedTest
    @EnumSource
    void knows_every_way_to_end(EndCause cause) {
        Grant ended = Samples.fullGrant(new Grant.End(Samples.ENDED, cause, null));

        assertThat(GrantEntity.from(ended).toDomain().end()).isEqualTo(ended.end());
    }

    @Test
    void takes_over_all_that_a_change_may_change() {
        GrantEntity row = GrantEntity.from(Samples.fullGrant(null));
        Grant changed = Samples.fullGrant(null).changed(Samples.ENDER, Samples.START, null, GrantTerms.usual());

        row.takeStateOf(changed);

        assertThat(row.toDomain()).isEqualTo(changed);
    }

    @Test
    void takes_over_the_end() {
        GrantEntity row = GrantEntity.from(Samples.fullGrant(null));
        Grant revoked = Samples.fullGrant(null).ended(EndCause.REVOKED, Samples.ENDER, Samples.START);

        row.takeStateOf(revoked);

        assertThat(row.toDomain()).isEqualTo(revoked);
    }
}
