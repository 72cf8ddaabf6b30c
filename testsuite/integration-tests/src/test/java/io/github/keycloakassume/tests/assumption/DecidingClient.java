package io.github.keycloakassume.tests.assumption;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The application of a realm that its settings name in {@code decidingClients}: one for all the tests of a class. */
final class DecidingClient {

    private static final String SETTING = "decidingClients";
    private static final String CLIENT_ID = "programs";
    private static final Map<String, TestClient> OF_REALMS = new ConcurrentHashMap<>();

    private DecidingClient() {}

    /** That application, named by a user who decides in the realm. */
    static TestClient in(RealmFixture realm, TestUser decider) {
        TestClient client = OF_REALMS.computeIfAbsent(realm.name(), name -> realm.client(CLIENT_ID));
        AdminApi api =
                AdminApi.of(realm, realm.tokens().password(client, decider).accessToken());
        if (!api.get(Tenant.SETTINGS).body().path(SETTING).toString().contains(CLIENT_ID)) {
            TenantSettings.of(api).change(Map.of(SETTING, List.of(CLIENT_ID)));
        }
        return client;
    }
}
