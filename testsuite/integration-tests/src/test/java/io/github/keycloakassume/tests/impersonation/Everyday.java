package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.AccountApi;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Somebody who uses an application. */
final class Everyday {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RealmFixture realm;
    private final TestClient client;
    private final TestUser person;
    private final boolean administrator;

    private Everyday(RealmFixture realm, TestClient client, TestUser person, boolean administrator) {
        this.realm = realm;
        this.client = client;
        this.person = person;
        this.administrator = administrator;
    }

    /** Somebody new with these roles of realm-management, by which he may see users. */
    static Everyday in(RealmFixture realm, String... roles) {
        int number = NUMBER.incrementAndGet();
        TestClient client = Scene.app(realm, "everyday-" + number, representation -> {
            representation.setAttributes(Map.of("post.logout.redirect.uris", "+"));
            representation.setServiceAccountsEnabled(true);
        });
        return new Everyday(realm, client, realm.user("person-" + number, roles), roles.length > 0);
    }

    /** The same, whose application does not know users by their ids. */
    Everyday pairwise() {
        MappedApplication.of(realm, client).map(MappedApplication.Writer.PAIRWISE, "sub", "");
        return this;
    }

    static Everyday of(RealmFixture realm, TestClient client, TestUser person) {
        return new Everyday(realm, client, person, false);
    }

    Day in(BrowserContext browser) {
        return new Day(browser);
    }

    /** In a browser whose single sign-on knows him. */
    Day loggedIn(BrowserContext browser) {
        Day day = new Day(browser);
        day.singleSignOn();
        day.takeTokens();
        return day;
    }

    /** What he does in one browser. */
    final class Day {

        private final BrowserContext browser;
        private final AppInBrowser app;
        private @Nullable TokenAnswer tokens;
        private @Nullable TokenAnswer offline;

        private Day(BrowserContext browser) {
            this.browser = browser;
            this.app = new AppInBrowser(realm, client, browser);
        }

        void forget() {
            browser.clearCookies();
            tokens = null;
        }

        void beLoggedIn() {
            if (tokens == null) {
                login();
                takeTokens();
            }
        }

        void login() {
            app.open();
            app.fillIn(person);
            app.awaitCode();
        }

        void singleSignOn() {
            app.open();
            app.awaitCode();
        }

        void takeTokens() {
            tokens = app.tokens();
            assertThat(tokens.status()).isEqualTo(200);
        }

        void refresh() {
            tokens = realm.tokens().refresh(client, held().refreshToken());
            assertThat(tokens.status()).isEqualTo(200);
        }

        /** With a token that outlives every login. */
        void beOffline() {
            if (offline == null) {
                offline = realm.tokens()
                        .token(
                                client,
                                Map.of(
                                        "grant_type",
                                        "password",
                                        "scope",
                                        "openid offline_access",
                                        "username",
                                        person.username(),
                                        "password",
                                        person.password()));
                assertThat(offline.status()).isEqualTo(200);
            }
        }

        void refreshOffline() {
            assertThat(realm.tokens()
                            .refresh(client, Objects.requireNonNull(offline).refreshToken())
                            .status())
                    .isEqualTo(200);
        }

        void userInfo() {
            assertThat(realm.tokens().userInfo(held().accessToken()).status()).isEqualTo(200);
        }

        void introspect() {
            assertThat(realm.tokens().introspect(client, held().accessToken()).body())
                    .containsEntry("active", true);
        }

        void account() {
            assertThat(AccountApi.of(realm, held().accessToken()).get("")).isEqualTo(200);
        }

        void users() {
            assertThat(AdminApi.of(realm, held().accessToken())
                            .get("users?max=5")
                            .status())
                    .isEqualTo(administrator ? 200 : 403);
        }

        /** The application by itself. */
        void beTheApplication() {
            assertThat(realm.tokens()
                            .token(client, Map.of("grant_type", "client_credentials"))
                            .status())
                    .isEqualTo(200);
        }

        void logout() {
            app.logout(held());
        }

        void logoutByToken() {
            realm.tokens().logout(client, held().refreshToken());
        }

        private TokenAnswer held() {
            if (tokens == null) {
                throw new IllegalStateException("not logged in");
            }
            return tokens;
        }
    }
}
