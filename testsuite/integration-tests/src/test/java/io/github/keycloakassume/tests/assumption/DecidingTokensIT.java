package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
import io.github.keycloakassume.tests.impersonation.TrustedRealm;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest
@DisplayName("Whether its user decides with it says a token")
final class DecidingTokensIT {

    private static final String MANAGE = "manage-account-assumption";

    private final RealmFixture realm;
    private final Keycloak admin;
    private final Rows rows;
    private final Tenant tenant;

    DecidingTokensIT(RealmFixture realm, Keycloak admin, Browser browser, Rows rows) {
        this.realm = realm;
        this.admin = admin;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
    }

    /** The kinds of tokens that the Admin API takes ({@code UserSessionUtil.findValidSessionForAccessToken}). */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "LOGIN, 201,",
        "REFRESHED, 201,",
        "LIGHTWEIGHT, 201,",
        "OFFLINE, 201,",
        "OFFLINE_ALONE, 201,",
        "SERVICE_ACCOUNT, 201,",
        "EXCHANGED, 201,",
        "EXCHANGED_BY_ANOTHER_CLIENT, 201,",
    })
    void of_an_administrator(DecidingToken kind, int status, String key) {
        TestUser otto = tenant.user("otto", MANAGE);

        AdminApi.Answer answer = AdminApi.of(realm, token(kind, otto)).post(Tenant.GRANTS, tenant.wish("P1D"));

        assertAnswer(answer, status, key);
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", tenant.alice().id())).hasSize(status == 201 ? 1 : 0);
    }

    /** The same at the resources of users, in applications that the settings name. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "LOGIN, 201,",
        "REFRESHED, 201,",
        "LIGHTWEIGHT, 201,",
        "OFFLINE, 201,",
        "OFFLINE_ALONE, 201,",
        "SERVICE_ACCOUNT, 401,",
        "EXCHANGED, 201,",
        "EXCHANGED_BY_ANOTHER_CLIENT, 201,",
    })
    void of_a_user(DecidingToken kind, int status, String key) {
        String token = token(kind, tenant.alice());
        TenantSettings settings = TenantSettings.of(tenant.adasApi());
        settings.change(Map.of("decidingClients", List.of("programs", DecidingToken.applicationOf(token))));

        AdminApi.Answer answer = AdminApi.ofAccount(realm, token).post("me/grants", Map.of("duration", "PT10M"));

        assertAnswer(answer, status, key);
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", tenant.alice().id())).hasSize(status == 201 ? 1 : 0);
    }

    private String token(DecidingToken kind, TestUser user) {
        try (BrowserContext theirs = tenant.scene().otherBrowser()) {
            return kind.of(realm, user, theirs);
        }
    }

    /** Offline sessions remember the identity provider that the login came through, when nothing else does. */
    @Test
    void of_one_who_came_through_a_vendors_provider_and_is_offline_now() {
        TenantSettings settings = TenantSettings.of(tenant.adasApi());
        try (TrustedRealm realms = TrustedRealm.of(realm, admin, Map.of())) {
            TestUser victor = tenant.user("victor", MANAGE);
            realms.link(victor, realms.trusted().user("victor-there"));
            String token = offlineThrough(victor);
            realm.admin().users().get(victor.id()).removeFederatedIdentity(TrustedRealm.ALIAS);
            settings.change(Map.of("vendorIdentityProviders", List.of(TrustedRealm.ALIAS)));
            try {
                AdminApi.Answer answer = AdminApi.of(realm, token).post(Tenant.GRANTS, tenant.wish("P1D"));

                assertAnswer(answer, 403, "vendor-may-not-decide");
                assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", tenant.alice().id()))
                        .isEmpty();
            } finally {
                settings.reset();
            }
        }
    }

    private String offlineThrough(TestUser victor) {
        TestClient client = Scene.app(realm, "brokered-" + UUID.randomUUID(), representation -> {});
        try (BrowserContext his = tenant.scene().otherBrowser()) {
            AppInBrowser app = new AppInBrowser(realm, client, his);
            app.openScoped("&scope=openid%20offline_access&kc_idp_hint=" + TrustedRealm.ALIAS);
            app.fillIn(new TestUser(victor.id(), "victor-there", "", "password"));
            TokenAnswer tokens = app.tokens();
            realm.admin()
                    .users()
                    .get(victor.id())
                    .getUserSessions()
                    .forEach(session -> realm.admin().deleteSession(session.getId(), false));
            return realm.tokens().refresh(client, tokens.refreshToken()).accessToken();
        }
    }

    private static void assertAnswer(AdminApi.Answer answer, int status, String key) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        if (key != null) {
            assertThat(answer.errorKey()).isEqualTo(key);
        }
    }
}
