package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mail;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.assumption.Tenant;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.representations.idm.UserSessionRepresentation;

/** Keycloak asks a user of two organizations which one to log in to, on a page that follows single sign-on. */
@KeycloakTest
@DisplayName("What was opened during an impersonation gives nothing after the end:")
final class LeftOpenIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final TimeMachine time;
    private final Map<Scene, Granted> grants = new HashMap<>();

    /** The grant that an impersonation rests on. */
    private record Granted(Tenant tenant, String grant) {}

    LeftOpenIT(RealmFixture realm, Browser browser, TimeMachine time) {
        this.realm = realm;
        this.browser = browser;
        this.time = time;
    }

    /** Every kind of end that does not need a server of its own. */
    enum Way {
        REVERTED {
            @Override
            void end(LeftOpenIT test, Scene scene, String id) {
                scene.revert();
            }
        },
        REVOKED {
            @Override
            void end(LeftOpenIT test, Scene scene, String id) {
                scene.agentApi().delete(Scene.SESSIONS + "/" + id);
            }
        },
        TIME_OVER {
            @Override
            void end(LeftOpenIT test, Scene scene, String id) {
                test.time.forward(Duration.ofMinutes(10));
            }
        },
        IMPERSONATOR_DISABLED {
            @Override
            void end(LeftOpenIT test, Scene scene, String id) {
                UserRepresentation agent = test.user(scene.agent()).toRepresentation();
                agent.setEnabled(false);
                test.user(scene.agent()).update(agent);
            }
        },
        IMPERSONATOR_SIGNED_OUT {
            @Override
            void end(LeftOpenIT test, Scene scene, String id) {
                test.user(scene.agent()).logout();
            }
        },
        USER_PROTECTED {
            @Override
            void end(LeftOpenIT test, Scene scene, String id) {
                test.realm.grant(scene.alice(), "realm-management", "not-impersonatable");
            }
        },
        USER_SIGNED_OUT {
            @Override
            void end(LeftOpenIT test, Scene scene, String id) {
                test.user(scene.alice()).logout();
            }
        },
        USER_DISABLED {
            @Override
            void end(LeftOpenIT test, Scene scene, String id) {
                UserRepresentation alice = test.user(scene.alice()).toRepresentation();
                alice.setEnabled(false);
                test.user(scene.alice()).update(alice);
            }
        },
        USER_DELETED {
            @Override
            void end(LeftOpenIT test, Scene scene, String id) {
                test.user(scene.alice()).remove();
            }
        },
        GRANT_REVOKED {
            @Override
            Scene scene(LeftOpenIT test) {
                Tenant tenant = Tenant.with(test.realm, test.browser);
                test.grants.put(tenant.scene(), new Granted(tenant, tenant.grantAlice()));
                return tenant.scene();
            }

            @Override
            void end(LeftOpenIT test, Scene scene, String id) {
                Granted granted = Objects.requireNonNull(test.grants.get(scene));
                assertThat(granted.tenant().revoke(granted.grant()).status()).isBetween(200, 299);
            }
        };

        Scene scene(LeftOpenIT test) {
            return Scene.with(test.realm, test.browser);
        }

        abstract void end(LeftOpenIT test, Scene scene, String id);
    }

    @ParameterizedTest
    @EnumSource
    void pages_in_several_tabs(Way way) {
        Scene scene = sceneOfTwoOrganizations(way);
        String id = scene.becomeAliceFor(Duration.ofMinutes(10));
        List<AppInBrowser> tabs =
                Stream.of(1, 2).map(number -> selectionPage(scene)).toList();

        way.end(this, scene, id);

        tabs.forEach(tab -> {
            tab.page().locator("#kc-user-organizations button").first().click();
            tab.page().waitForLoadState();
            assertNoTokens(scene, tab);
        });
        assertNoSessionIsLeft(scene);
    }

    @ParameterizedTest
    @EnumSource
    void codes_tokens_and_cookies(Way way) {
        Scene scene = way.scene(this);
        String id = scene.becomeAliceFor(Duration.ofMinutes(10));
        TokenAnswer tokens = scene.app().singleSignOn();
        scene.app().open();
        scene.app().awaitCode();
        String code = codeIn(scene.page()).orElseThrow();
        List<Cookie> cookies = browser.context().cookies().stream()
                .filter(cookie -> !cookie.name.startsWith("KEYCLOAK_ASSUME"))
                .toList();

        way.end(this, scene, id);

        assertThat(scene.app().exchange(code).body()).doesNotContainKey("access_token");
        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).body())
                .doesNotContainKey("access_token");
        try (BrowserContext other = scene.otherBrowser()) {
            other.addCookies(cookies);
            AppInBrowser app = scene.appIn(other);
            app.open();
            assertThat(codeIn(app.page())).isEmpty();
        }
        assertNoSessionIsLeft(scene);
    }

    @ParameterizedTest
    @EnumSource
    void the_address_of_a_login_in_the_making_and_its_restart(Way way) {
        Scene scene = sceneOfTwoOrganizations(way);
        String id = scene.becomeAliceFor(Duration.ofMinutes(10));
        AppInBrowser tab = selectionPage(scene);
        URI action = URI.create(tab.page()
                .locator("#kc-user-organizations")
                .locator("xpath=ancestor::form")
                .getAttribute("action"));

        way.end(this, scene, id);

        tab.page().navigate(action.toString());
        assertNoTokens(scene, tab);
        tab.page().navigate(action.toString().replace("login-actions/authenticate", "login-actions/restart"));
        assertNoTokens(scene, tab);
        assertNoSessionIsLeft(scene);
    }

    /** A request that an application has pushed, pages of a device and of a logout, and a form for consent that never came. */
    @ParameterizedTest
    @EnumSource
    void requests_and_pages_of_an_application_a_device_a_consent_and_a_logout(Way way) {
        Scene scene = way.scene(this);
        TestClient device = realm.client(
                "device-" + scene.number(),
                client -> client.setAttributes(Map.of("oauth2.device.authorization.grant.enabled", "true")));
        TestClient asking = Scene.app(realm, "asking-" + scene.number(), client -> client.setConsentRequired(true));
        TokenAnswer entered = realm.tokens().call("auth/device", device, Map.of("scope", "openid"));
        TokenAnswer waiting = realm.tokens().call("auth/device", device, Map.of("scope", "openid"));
        String id = scene.becomeAliceFor(Duration.ofMinutes(10));
        scene.app().singleSignOn();
        TokenAnswer pushed = realm.tokens()
                .call(
                        "ext/par/request",
                        scene.client(),
                        Map.of("response_type", "code", "scope", "openid", "redirect_uri", AppInBrowser.CALLBACK));
        scene.page().navigate(value(entered, "verification_uri_complete"));
        Page devicePage = browser.context().newPage();
        devicePage.navigate(value(waiting, "verification_uri"));
        AppInBrowser askingTab = AppInBrowser.inNewTab(realm, asking, browser.context());
        askingTab.open();
        assertThat(askingTab.page().url()).as("no form for consent").contains("error=access_denied");
        Page logoutPage = browser.context().newPage();
        logoutPage.navigate(realm.url() + "/protocol/openid-connect/logout");

        way.end(this, scene, id);

        AppInBrowser tab = AppInBrowser.inNewTab(realm, scene.client(), browser.context());
        tab.page()
                .navigate(realm.url() + "/protocol/openid-connect/auth?client_id="
                        + scene.client().clientId() + "&request_uri=" + value(pushed, "request_uri"));
        assertNoTokens(scene, tab);
        devicePage.locator("#device_user_code").fill(value(waiting, "user_code"));
        devicePage.locator("#kc-login").click();
        devicePage.waitForLoadState();
        if (devicePage.locator("#kc-login").isVisible()) {
            devicePage.locator("#kc-login").click();
            devicePage.waitForLoadState();
        }
        Stream.of(entered, waiting).forEach(code -> assertNotAlice(scene, poll(device, code)));
        askingTab.open();
        assertNoTokens(scene, askingTab);
        logoutPage.locator("#kc-logout").click();
        logoutPage.waitForLoadState();
        tab.open();
        assertNoTokens(scene, tab);
        assertNoSessionIsLeft(scene);
    }

    private TokenAnswer poll(TestClient device, TokenAnswer waiting) {
        return realm.tokens()
                .token(
                        device,
                        Map.of(
                                "grant_type",
                                "urn:ietf:params:oauth:grant-type:device_code",
                                "device_code",
                                value(waiting, "device_code")));
    }

    private static String value(TokenAnswer answer, String member) {
        return String.valueOf(answer.body().get(member));
    }

    /** Links of actions are made for the user's mailbox, or not at all: no way of making one is open meanwhile. */
    @Test
    void links_of_actions_as_there_are_none(Mailbox mailbox) {
        realm.sendMailTo(mailbox);
        realm.update(settings -> {
            settings.setVerifyEmail(true);
            settings.setResetPasswordAllowed(true);
        });
        Scene scene = Scene.with(realm, browser);
        UserRepresentation alice = user(scene.alice()).toRepresentation();
        String address = "left-open-" + scene.number() + "@users.example";
        alice.setEmail(address);
        alice.setEmailVerified(false);
        alice.setRequiredActions(List.of("VERIFY_EMAIL", "UPDATE_EMAIL"));
        user(scene.alice()).update(alice);
        String id = scene.becomeAlice();

        for (String action : List.of("VERIFY_EMAIL", "UPDATE_EMAIL", "UPDATE_PASSWORD", "delete_account")) {
            assertThat(scene.app().openWith("&kc_action=" + action).url()).contains("error=access_denied");
        }
        for (String door : List.of("login-actions/reset-credentials", "login-actions/action-token?key=k")) {
            scene.page().navigate(realm.url() + "/" + door);
            assertThat(scene.page().locator("#assume-way-back").count()).isEqualTo(1);
        }
        Sealed.assertToken(scene.app().singleSignOn().accessToken(), scene, id);
        scene.revert();

        assertThat(mailbox.received(address))
                .extracting(Mail::text)
                .noneMatch(text -> text.contains("login-actions/action-token"));
        realm.update(settings -> settings.setVerifyEmail(false));
    }

    /** What ends without a word to the server is removed within seconds; a session that was made after the end would stay. */
    private void assertNoSessionIsLeft(Scene scene) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(sessions(scene)).isEmpty());
    }

    /** Those of the user are not asked for: the user may be gone. */
    private List<String> sessions(Scene scene) {
        return realm.admin().clients().get(scene.client().id()).getUserSessions(0, 100).stream()
                .map(UserSessionRepresentation::getUserId)
                .filter(scene.alice().id()::equals)
                .toList();
    }

    /** The browser may be the agent again, or at a login form; it is Alice no more. */
    private void assertNoTokens(Scene scene, AppInBrowser tab) {
        codeIn(tab.page()).map(tab::exchange).ifPresent(answer -> assertNotAlice(scene, answer));
    }

    private static void assertNotAlice(Scene scene, TokenAnswer answer) {
        if (answer.status() == 200) {
            assertThat(TokenEndpoint.claims(answer.accessToken()))
                    .containsEntry("sub", scene.agent().id());
        }
    }

    private AppInBrowser selectionPage(Scene scene) {
        AppInBrowser tab = AppInBrowser.inNewTab(realm, scene.client(), browser.context());
        tab.openScoped("&scope=openid%20organization");
        assertThat(tab.page().locator("#kc-user-organizations button").count()).isEqualTo(2);
        return tab;
    }

    private Scene sceneOfTwoOrganizations(Way way) {
        Scene scene = way.scene(this);
        TwoOrganizations.of(realm, scene.alice(), String.valueOf(scene.number()));
        return scene;
    }

    private static Optional<String> codeIn(Page page) {
        return page.url().startsWith(AppInBrowser.CALLBACK)
                ? Optional.ofNullable(RedirectAnswer.of(page.url()).parameters().get("code"))
                : Optional.empty();
    }

    private UserResource user(TestUser user) {
        return realm.admin().users().get(user.id());
    }
}
