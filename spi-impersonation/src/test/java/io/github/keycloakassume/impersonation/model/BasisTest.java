package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What an impersonation rests on")
final class BasisTest {

    private static final Instant END = Instant.EPOCH.plusSeconds(100);

    @Test
    void brings_the_end_forward_when_it_lasts_less_long() {
        assertThat(Basis.cap(new Basis("grant", END.minusSeconds(1)), END)).isEqualTo(END.minusSeconds(1));
    }

    @Test
    void never_puts_the_end_off() {
        assertThat(Basis.cap(new Basis("grant", END.plusSeconds(1)), END)).isEqualTo(END);
    }

    @Test
    void leaves_the_end_alone_when_it_says_nothing_or_is_not_there() {
        assertThat(Basis.cap(new Basis("grant", null), END)).isEqualTo(END);
        assertThat(Basis.cap(null, END)).isEqualTo(END);
    }

    @Test
    void has_an_id_that_the_column_holds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Basis("", null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Basis("x".repeat(37), null));
    }
}
