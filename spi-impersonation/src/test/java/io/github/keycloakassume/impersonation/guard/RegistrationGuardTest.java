package io.github.keycloakassume.impersonation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.impersonation.store.ReservedOfClients.Said;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is said of clients")
final class RegistrationGuardTest {

    private static final Said CLOSED = new Said("own", "assume.impersonation", "deny");
    private static final Said OPENED = new Said("own", "assume.impersonation", "");
    private static final Said OTHER = new Said("other", "assume.impersonation", "deny");

    @Test
    void is_changed_when_it_is_set_changed_or_gone_for_a_client_that_was_touched() {
        assertThat(RegistrationGuard.isChanged(Set.of(), Set.of(CLOSED), Set.of("own")))
                .isTrue();
        assertThat(RegistrationGuard.isChanged(Set.of(CLOSED), Set.of(OPENED), Set.of("own")))
                .isTrue();
        assertThat(RegistrationGuard.isChanged(Set.of(CLOSED), Set.of(), Set.of("own")))
                .isTrue();
    }

    @Test
    void is_not_changed_by_what_happens_to_other_clients() {
        assertThat(RegistrationGuard.isChanged(Set.of(CLOSED), Set.of(CLOSED, OTHER), Set.of("own")))
                .isFalse();
        assertThat(RegistrationGuard.isChanged(Set.of(CLOSED, OTHER), Set.of(CLOSED), Set.of("own")))
                .isFalse();
        assertThat(RegistrationGuard.isChanged(Set.of(), Set.of(OTHER), Set.of()))
                .isFalse();
    }
}
