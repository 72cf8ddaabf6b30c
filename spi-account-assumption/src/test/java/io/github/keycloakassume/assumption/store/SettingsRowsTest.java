package io.github.keycloakassume.assumption.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.assumption.model.AssumptionSettings;
import io.github.keycloakassume.assumption.model.Governs;
import io.github.keycloakassume.assumption.model.Tenant;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The rows of settings and of tenants")
final class SettingsRowsTest {

    @Test
    void give_back_settings_with_every_field_changed() {
        AssumptionSettings settings = new AssumptionSettings(
                Governs.EVERYONE,
                Set.of("vendor", "an,other \"one\""),
                "role-id",
                Duration.ofSeconds(4_321),
                true,
                Set.of("one-id", "other-id"));

        assertThat(AssumptionSettingsEntity.of("realm-id", settings).toDomain()).isEqualTo(settings);
    }

    @Test
    void give_back_the_defaults() {
        AssumptionSettings defaults = AssumptionSettings.defaults();

        assertThat(AssumptionSettingsEntity.of("realm-id", defaults).toDomain()).isEqualTo(defaults);
    }

    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "false,true", "true,true"})
    void give_back_the_tenant(boolean trial, boolean controlled) {
        Tenant tenant =
                Tenant.untouched("realm-id", "organization-id").withTrial(trial).withControlled(controlled);

        assertThat(TenantEntity.from(tenant).toDomain())
                .isEqualTo(new Tenant("realm-id", "organization-id", trial, controlled, 1));
    }
}
