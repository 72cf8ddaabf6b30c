package io.github.keycloakassume.impersonation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.keycloakassume.core.model.TrailAction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Values of settings and of the trail")
final class WireNamesTest {

    @ParameterizedTest
    @EnumSource
    void of_notify_are_found_by_their_names(Notify notify) {
        assertThat(Notify.ofWireName(notify.wireName())).contains(notify);
        assertThat(Notify.ofWireName("NEVER")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void of_stock_impersonation_are_found_by_their_names(StockImpersonation stock) {
        assertThat(StockImpersonation.ofWireName(stock.wireName())).contains(stock);
        assertThat(StockImpersonation.ofWireName("")).isEmpty();
    }

    @Test
    void of_notify_say_of_what_a_subject_is_told() {
        assertThat(Notify.values()).filteredOn(Notify::onStart).containsExactly(Notify.START, Notify.BOTH);
        assertThat(Notify.values()).filteredOn(Notify::onEnd).containsExactly(Notify.END, Notify.BOTH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "granted", "1ST", "A-B", "A23456789012345678901234567890123"})
    void of_the_trail_are_short_and_in_capitals(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TrailAction(name));
    }
}
