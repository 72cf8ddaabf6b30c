package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.AdminApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a realm keeps account assumption, said by somebody who may. */
public final class TenantSettings {

    /** What a realm has that nobody has changed. */
    static final Map<String, Object> DEFAULTS =
            Map.of("governs", "role", "vendorIdentityProviders", List.of(), "requestLapse", 259_200);

    private final AdminApi api;

    private TenantSettings(AdminApi api) {
        this.api = api;
    }

    public static TenantSettings of(AdminApi api) {
        return new TenantSettings(api);
    }

    /** Puts the defaults, with these changes. The application that the tests use goes on deciding unless they say otherwise. */
    AdminApi.Answer put(Map<String, ?> changes) {
        Map<String, Object> settings = new HashMap<>(DEFAULTS);
        JsonNode present = api.get(Tenant.SETTINGS).body();
        settings.put("version", present.path("version").asInt());
        List<String> deciding = new ArrayList<>();
        present.path("decidingClients").forEach(clientId -> deciding.add(clientId.asText()));
        settings.put("decidingClients", deciding);
        settings.putAll(changes);
        return api.put(Tenant.SETTINGS, settings);
    }

    /** The same, and it succeeds. */
    public void change(Map<String, ?> changes) {
        AdminApi.Answer answer = put(changes);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    /** As nobody has changed them. */
    public void reset() {
        change(Map.of());
    }
}
