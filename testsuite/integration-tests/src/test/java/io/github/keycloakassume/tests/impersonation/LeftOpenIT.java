package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Keycloak asks a user of two organizations which one to log in to, on a page that follows single sign-on. */
@KeycloakTest
@DisplayName("What was opened during an impersonation gives nothing after the end:")
final class LeftOpenIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final TimeMachine time;

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
        };

        abstract void end(LeftOpenIT test, Scene scene, String id);
    }

    @ParameterizedTest
    @EnumSource
    void pages_in_several_tabs(Way way) {
        Scene scene = sceneOfTwoOrganizations();
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
        Scene scene = Scene.with(realm, browser);
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
        Scene scene = sceneOfTwoOrganizations();
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

    /** What ends without a word to the server is removed within seconds; a session that was made after the end would stay. */
    private void assertNoSessionIsLeft(Scene scene) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(user(scene.alice()).getUserSessions()).isEmpty());
    }

    /** The browser may be the agent again, or at a login form; it is Alice no more. */
    private void assertNoTokens(Scene scene, AppInBrowser tab) {
        codeIn(tab.page())
                .map(tab::exchange)
                .filter(answer -> answer.status() == 200)
                .ifPresent(answer -> assertThat(TokenEndpoint.claims(answer.accessToken()))
                        .containsEntry("sub", scene.agent().id()));
    }

    private AppInBrowser selectionPage(Scene scene) {
        AppInBrowser tab = AppInBrowser.inNewTab(realm, scene.client(), browser.context());
        tab.openScoped("&scope=openid%20organization");
        assertThat(tab.page().locator("#kc-user-organizations button").count()).isEqualTo(2);
        return tab;
    }

    private Scene sceneOfTwoOrganizations() {
        realm.update(representation -> representation.setOrganizationsEnabled(true));
        Scene scene = Scene.with(realm, browser);
        Stream.of("one", "two").forEach(name -> organization(name + "-" + scene.number(), scene.alice()));
        return scene;
    }

    private void organization(String name, TestUser member) {
        OrganizationRepresentation organization = new OrganizationRepresentation();
        organization.setName(name);
        organization.setAlias(name);
        organization.setEnabled(true);
        organization.addDomain(new OrganizationDomainRepresentation(name + ".example"));
        String id =
                CreatedResponseUtil.getCreatedId(realm.admin().organizations().create(organization));
        realm.admin().organizations().get(id).members().addMember(member.id()).close();
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
