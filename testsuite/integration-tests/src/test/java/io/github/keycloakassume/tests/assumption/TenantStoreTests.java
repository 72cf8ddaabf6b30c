package io.github.keycloakassume.tests.assumption;

import static io.github.keycloakassume.tests.assumption.StoreSamples.REALM;
import static io.github.keycloakassume.tests.assumption.StoreSamples.assertStale;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.assumption.model.AssumptionSettings;
import io.github.keycloakassume.assumption.model.Governs;
import io.github.keycloakassume.assumption.model.Tenant;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore.Versioned;
import io.github.keycloakassume.assumption.store.TenantStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the stores of settings and of tenants do. */
interface TenantStoreTests {

    AssumptionSettings MOST = new AssumptionSettings(
            Governs.EVERYONE,
            IntStream.range(0, 50).mapToObj(i -> "世".repeat(250) + i).collect(Collectors.toSet()),
            "role-id",
            Duration.ofHours(5),
            true,
            IntStream.range(0, 50).mapToObj(i -> new UUID(i, i).toString()).collect(Collectors.toSet()));

    StoreBed bed();

    private <T> T tenants(Function<TenantStore, T> work) {
        return bed().read(session -> work.apply(new TenantStore(session)));
    }

    private <T> T settings(Function<AssumptionSettingsStore, T> work) {
        return bed().read(session -> work.apply(new AssumptionSettingsStore(session)));
    }

    private Tenant tenant(String realmId, String organizationId) {
        return tenants(store -> store.of(realmId, organizationId));
    }

    private Versioned kept(String realmId) {
        return settings(store -> store.of(realmId));
    }

    private static Tenant acme() {
        return Tenant.untouched(REALM, "acme-id");
    }

    @Test
    default void nobody_has_decided_anything_about_an_organization_at_first() {
        assertThat(tenant(REALM, "acme-id")).isEqualTo(acme());
    }

    @Test
    default void each_decision_about_an_organization_has_the_next_version() {
        Tenant first = tenants(store -> store.put(acme().withControlled(true)));
        Tenant second = tenants(store -> store.put(first.withTrial(true)));

        assertThat(List.of(first.version(), second.version())).containsExactly(1, 2);
        assertThat(tenant(REALM, "acme-id")).isEqualTo(new Tenant(REALM, "acme-id", true, true, 2));
    }

    @Test
    default void a_decision_upon_an_old_version_is_refused() {
        Tenant first = tenants(store -> store.put(acme().withControlled(true)));
        tenants(store -> store.put(first.withControlled(false)));

        assertStale(() -> tenants(store -> store.put(first.withTrial(true))));
        assertStale(() -> tenants(store -> store.put(acme().withTrial(true))));
    }

    @Test
    default void of_two_first_decisions_at_once_the_second_is_refused() {
        try (StoreBed.Open slow = bed().begin()) {
            TenantStore store = new TenantStore(slow.session());
            Tenant read = store.of(REALM, "acme-id");
            tenants(other -> other.put(acme().withControlled(true)));

            // Where a transaction reads what was there when it began, it is the second row that the database refuses.
            assertStale(() -> store.put(read.withTrial(true)));
        }
        assertThat(tenant(REALM, "acme-id")).isEqualTo(new Tenant(REALM, "acme-id", false, true, 1));
    }

    @Test
    default void trials_and_those_in_control_are_found_among_many() {
        tenants(store -> store.put(acme().withControlled(true)));
        tenants(store -> store.put(Tenant.untouched(REALM, "trial-id").withTrial(true)));
        tenants(store -> store.put(Tenant.untouched("other-id", "foreign-id").withControlled(true)));
        Set<String> ids = IntStream.range(0, 600).mapToObj(i -> "id-" + i).collect(Collectors.toSet());
        ids.addAll(Set.of("acme-id", "trial-id", "foreign-id"));

        assertThat(this.<Set<String>>tenants(store -> store.marksOf(REALM, ids).controlled()))
                .containsExactly("acme-id");
        assertThat(this.<Set<String>>tenants(store -> store.marksOf(REALM, ids).trials()))
                .containsExactly("trial-id");
        assertThat(this.<Set<String>>tenants(
                        store -> store.marksOf(REALM, Set.of("trial-id")).controlled()))
                .isEmpty();
    }

    @Test
    default void an_organization_that_is_gone_is_forgotten_alone() {
        tenants(store -> store.put(acme().withControlled(true)));
        tenants(store -> store.put(Tenant.untouched(REALM, "other").withControlled(true)));

        bed().write(session -> new TenantStore(session).delete(REALM, "acme-id"));

        assertThat(this.<Set<String>>tenants(store ->
                        store.marksOf(REALM, Set.of("acme-id", "other")).controlled()))
                .containsExactly("other");
    }

    @Test
    default void a_realm_takes_its_tenants_and_settings_with_it_and_no_others() {
        tenants(store -> store.put(acme().withControlled(true)));
        tenants(store -> store.put(Tenant.untouched("other-id", "other").withControlled(true)));
        settings(store -> store.put(REALM, MOST, 0));
        settings(store -> store.put("other-id", MOST, 0));

        bed().write(session -> {
            new TenantStore(session).deleteByRealm(REALM);
            new AssumptionSettingsStore(session).deleteByRealm(REALM);
        });

        assertThat(tenant(REALM, "acme-id").version()).isZero();
        assertThat(tenant("other-id", "other").version()).isEqualTo(1);
        assertThat(kept(REALM).version()).isZero();
        assertThat(kept("other-id").version()).isEqualTo(1);
    }

    @Test
    default void settings_nobody_has_changed_are_the_defaults() {
        assertThat(kept(REALM)).isEqualTo(new Versioned(AssumptionSettings.defaults(), 0));
    }

    @Test
    default void settings_come_back_as_they_were_set() {
        assertThat(this.<Versioned>settings(store -> store.put(REALM, MOST, 0))).isEqualTo(new Versioned(MOST, 1));
        assertThat(kept(REALM)).isEqualTo(new Versioned(MOST, 1));
    }

    @Test
    default void settings_changed_upon_an_old_version_are_refused() {
        settings(store -> store.put(REALM, MOST, 0));

        assertStale(() -> settings(store -> store.put(REALM, AssumptionSettings.defaults(), 0)));
        assertThat(kept(REALM).settings()).isEqualTo(MOST);
    }

    @Test
    default void of_two_changes_of_settings_at_once_the_second_is_refused() {
        settings(store -> store.put(REALM, MOST, 0));
        try (StoreBed.Open slow = bed().begin()) {
            AssumptionSettingsStore store = new AssumptionSettingsStore(slow.session());
            assertThat(store.of(REALM).version()).isEqualTo(1);
            settings(other -> other.put(REALM, AssumptionSettings.defaults(), 1));

            AssumptionSettings mine = AssumptionSettings.defaults();
            assertStale(() -> store.put(
                    REALM,
                    new AssumptionSettings(Governs.VENDOR, Set.of(), null, mine.requestLapse(), false, Set.of()),
                    1));
        }
    }
}
