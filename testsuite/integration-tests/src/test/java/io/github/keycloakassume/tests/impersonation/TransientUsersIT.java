package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.IdentityProviderMapperRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

@KeycloakTest(buildOptions = Features.MORE_WAYS_IN)
@DisplayName("Somebody from an identity provider whose users Keycloak does not store")
final class TransientUsersIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RealmFixture realm;
    private final Browser browser;
    private final TestClient app;
    private final TestUser guest;
    private final String provider;

    TransientUsersIT(RealmFixture realm, Browser browser, Keycloak keycloak) {
        this.realm = realm;
        this.browser = browser;
        int number = NUMBER.incrementAndGet();
        this.app = Scene.app(realm, "app-" + number, client -> {});
        this.provider = "guests-" + number;
        RealmFixture home = homeOfGuests(keycloak);
        this.guest = home.user("guest");
        connect(home);
    }

    @Test
    void can_impersonate_if_he_has_the_right_and_comes_back() {
        TokenAnswer own = login(browser.context());
        TestUser alice = realm.user("alice");
        Page page = browser.page();
        page.navigate(AdminApi.of(realm, own.accessToken())
                .post(
                        Scene.SESSIONS,
                        Map.of(
                                "user",
                                alice.id(),
                                "reason",
                                Scene.REASON,
                                "client",
                                app.clientId(),
                                "redirectUri",
                                AppInBrowser.HOME))
                .body()
                .path("startUrl")
                .asText());
        page.locator("#assume-confirm").click();
        page.waitForURL(AppInBrowser.HOME);
        AppInBrowser application = new AppInBrowser(realm, app, browser.context());

        TokenAnswer tokens = application.singleSignOn();

        assertImpersonates(alice, own, tokens);
        assertImpersonates(alice, own, realm.tokens().refresh(app, tokens.refreshToken()));
        page.navigate(realm.url() + "/impersonation/revert?return_to=" + AppInBrowser.HOME);
        page.locator("#assume-confirm").click();
        page.waitForURL(AppInBrowser.HOME);
        assertThat(TokenEndpoint.claims(application.singleSignOn().accessToken()))
                .containsEntry("sub", subject(own))
                .doesNotContainKeys("act", "impersonation");
    }

    @Test
    void is_unknown_to_those_who_would_impersonate_him() {
        String id = subject(login(browser.context()));
        TestUser agent = realm.user("agent", "impersonation");
        try (BrowserContext agents = browser.context().browser().newContext()) {
            AdminApi api = AdminApi.of(
                    realm, new AppInBrowser(realm, app, agents).login(agent).accessToken());

            for (String name : List.of(id, guest.username(), guest.email())) {
                AdminApi.Answer answer = api.post(Scene.SESSIONS, Map.of("user", name, "reason", Scene.REASON));
                assertThat(answer.status()).as(name).isEqualTo(404);
                assertThat(answer.errorKey()).isEqualTo("user-not-found");
            }
        }
    }

    private static void assertImpersonates(TestUser alice, TokenAnswer impersonator, TokenAnswer tokens) {
        assertThat(TokenEndpoint.claims(tokens.accessToken()))
                .containsEntry("sub", alice.id())
                .containsKey("impersonation")
                .extractingByKey("act", as(MAP))
                .containsEntry("sub", subject(impersonator));
    }

    private static String subject(TokenAnswer tokens) {
        return String.valueOf(TokenEndpoint.claims(tokens.accessToken()).get("sub"));
    }

    private TokenAnswer login(BrowserContext context) {
        AppInBrowser application = new AppInBrowser(realm, app, context);
        application.openWith("&kc_idp_hint=" + provider);
        application.fillIn(guest);
        return application.tokens();
    }

    private RealmFixture homeOfGuests(Keycloak keycloak) {
        RealmRepresentation home = new RealmRepresentation();
        home.setRealm("home-of-" + provider);
        home.setEnabled(true);
        keycloak.realms().create(home);
        return realm.sibling(keycloak, home.getRealm());
    }

    private void connect(RealmFixture home) {
        TestClient broker = home.client(
                "guest-house",
                client -> client.setRedirectUris(List.of(realm.url() + "/broker/" + provider + "/endpoint")));
        IdentityProviderRepresentation connected = new IdentityProviderRepresentation();
        connected.setAlias(provider);
        connected.setProviderId("oidc");
        String protocol = home.url() + "/protocol/openid-connect/";
        connected.setConfig(Map.of(
                "authorizationUrl",
                protocol + "auth",
                "tokenUrl",
                protocol + "token",
                "issuer",
                home.url().toString(),
                "jwksUrl",
                protocol + "certs",
                "useJwksUrl",
                "true",
                "validateSignature",
                "true",
                "clientId",
                broker.clientId(),
                "clientSecret",
                broker.secret(),
                "clientAuthMethod",
                "client_secret_post",
                "doNotStoreUsers",
                "true"));
        realm.admin().identityProviders().create(connected).close();
        IdentityProviderMapperRepresentation mapper = new IdentityProviderMapperRepresentation();
        mapper.setName("may impersonate");
        mapper.setIdentityProviderAlias(provider);
        mapper.setIdentityProviderMapper("oidc-hardcoded-role-idp-mapper");
        mapper.setConfig(Map.of("syncMode", "FORCE", "role", "realm-management.impersonation"));
        realm.admin().identityProviders().get(provider).addMapper(mapper).close();
    }
}
