package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.RealmFixture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.Keycloak;

/** The settings of a realm, changed as an administrator of master may. */
public final class RealmSettings {

    public static final String PATH = "impersonation/settings";

    /** What a realm has that nobody has changed. */
    public static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("defaultLifespan", 1800),
            Map.entry("longestLifespan", 3600),
            Map.entry("accessTokenLifespan", 60),
            Map.entry("defaultMode", "full"),
            Map.entry("reasonRequired", true),
            Map.entry("notify", "never"),
            Map.entry("notifyVendor", "both"),
            Map.entry("stockImpersonation", "adopt"),
            Map.entry("trailRetentionDays", 400),
            Map.entry("onBehalfOfAuthenticators", List.of()),
            Map.entry("onBehalfOfPerActorPerHour", 1000),
            Map.entry("onBehalfOfPerSubjectPerHour", 60));

    private final AdminApi api;

    private RealmSettings(AdminApi api) {
        this.api = api;
    }

    public static RealmSettings of(RealmFixture realm, Keycloak admin) {
        return of(AdminApi.of(realm, admin.tokenManager().grantToken().getToken()));
    }

    public static RealmSettings of(AdminApi api) {
        return new RealmSettings(api);
    }

    public int version() {
        return api.get(PATH).body().path("version").asInt();
    }

    /** A whole representation: the defaults, with these changes. */
    public static Map<String, Object> with(int version, Map<String, ?> changes) {
        Map<String, Object> settings = new HashMap<>(DEFAULTS);
        settings.put("version", version);
        settings.putAll(changes);
        return settings;
    }

    /** Puts the defaults, with these changes. */
    public AdminApi.Answer put(Map<String, ?> changes) {
        return api.put(PATH, with(version(), changes));
    }

    /** The same, and it succeeds. */
    public void change(Map<String, ?> changes) {
        assertThat(put(changes).status()).isEqualTo(200);
    }
}
