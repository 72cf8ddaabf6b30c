package io.github.keycloakassume.tests.knowing;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.keycloak.admin.client.Keycloak;

/**
 * Access tokens of callers of every kind, each of a new user.
 *
 * @param admin the administrator of master
 * @param browser in which one user becomes another
 */
public record Tokens(RealmFixture realm, Keycloak admin, Browser browser) {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A new caller of that kind; the vendor's with a grant has one for that user alone. */
    public String of(CallerKind kind, TestUser granted) {
        return switch (kind) {
            case ORDINARY_USER -> password();
            case VIEWER -> password("view-impersonations");
            case AGENT -> password("impersonation");
            case VENDOR_WITHOUT_GRANT -> password("assume-accounts");
            case VENDOR_WITH_GRANT -> vendorWithGrant(granted);
            case REALM_ADMINISTRATOR -> password("realm-admin");
            case MASTER_ADMINISTRATOR -> admin.tokenManager().grantToken().getToken();
            case SERVICE_ACCOUNT -> serviceAccount();
            case IMPERSONATED -> impersonated();
        };
    }

    private String password(String... roles) {
        return tokenOf(realm.user("caller-" + NUMBER.incrementAndGet(), roles));
    }

    private String tokenOf(TestUser user) {
        TestClient client = realm.client("calling-" + NUMBER.incrementAndGet());
        return realm.tokens().password(client, user).accessToken();
    }

    private String vendorWithGrant(TestUser granted) {
        TestUser vendor = realm.user("vendor-" + NUMBER.incrementAndGet(), "assume-accounts");
        AdminApi.Answer answer = AdminApi.of(realm, password("manage-account-assumption"))
                .post(
                        "account-assumption/grants",
                        Map.of(
                                "scope",
                                "user",
                                "user",
                                granted.id(),
                                "grantee",
                                Map.of("user", vendor.id()),
                                "duration",
                                "P1D"));
        if (answer.status() != 201) {
            throw new AssertionError("not granted: " + answer.status() + " " + answer.body());
        }
        return tokenOf(vendor);
    }

    private String serviceAccount() {
        String clientId = "robot-" + NUMBER.incrementAndGet();
        TestClient client = realm.client(clientId, robot -> robot.setServiceAccountsEnabled(true));
        return realm.tokens()
                .token(client, Map.of("grant_type", "client_credentials"))
                .accessToken();
    }

    private String impersonated() {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        return scene.app().singleSignOn().accessToken();
    }
}
