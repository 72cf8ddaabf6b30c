package io.github.keycloakassume.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The words of RFC 6750 section 3. */
final class RefusalTest {

    @Test
    void aRequestWithoutATokenIsToldNoError() {
        assertThat(Refusal.noToken().authenticate()).contains("Bearer realm=\"on-behalf-of\"");
    }

    @Test
    void anInsufficientScopeNamesTheOneThatIsNeeded() {
        assertThat(Refusal.insufficientScope("No").authenticate())
                .contains("Bearer realm=\"on-behalf-of\", error=\"insufficient_scope\", error_description=\"No\","
                        + " scope=\"impersonate\"");
    }

    @Test
    void faultsAreNoMatterOfAuthentication() {
        assertThat(Refusal.unavailable(Duration.ofSeconds(5)).authenticate()).isEmpty();
        assertThat(Refusal.tooMany(Duration.ofSeconds(5)).authenticate()).isEmpty();
    }

    @Test
    void aDescriptionCannotBreakOutOfItsQuotes() {
        assertThatThrownBy(() -> Refusal.malformed("a\"b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Refusal.malformed("a\nb")).isInstanceOf(IllegalArgumentException.class);
    }
}
