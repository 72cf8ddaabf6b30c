package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AccountApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;

/** As left from before our JARs were installed, or opened by a provider that nobody knows. */
@KeycloakTest
@DisplayName("A session of Keycloak's own impersonation that is none of ours")
final class StraySessionIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String PERSON = "IMPERSONATOR_ID";

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;
    private final int number = NUMBER.incrementAndGet();
    private final TestUser agent;
    private final TestUser alice;

    StraySessionIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
        this.agent = realm.user("strayed-agent-" + number);
        this.alice = realm.user("strayed-alice-" + number);
    }

    @ParameterizedTest
    @ValueSource(strings = {PERSON, "IMPERSONATOR_CLIENT"})
    void gets_no_new_tokens_for_its_old_ones(String note) {
        TestClient client = client(app -> {});
        TokenAnswer tokens = app(client).login(alice);
        stray(tokens, note);

        TokenAnswer answer = realm.tokens().refresh(client, tokens.refreshToken());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_grant");
        assertThat(answer.body()).doesNotContainKey("access_token");
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", alice.id()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("ACTION", "REFUSED")
                        .containsEntry("DETAIL", "stray-impersonation"));
    }

    @Test
    void gets_no_tokens_for_its_code() {
        TestClient client = client(app -> {});
        TokenAnswer tokens = app(client).login(alice);
        app(client).open();
        stray(tokens, PERSON);

        assertThat(app(client).tokens().error()).isEqualTo("invalid_grant");
    }

    @Test
    void gets_no_access_token_either_where_there_are_no_refresh_tokens() {
        TestClient client = client(app -> app.getAttributes().put("use.refresh.tokens", "false"));
        TokenAnswer tokens = app(client).login(alice);
        app(client).open();
        stray(tokens, PERSON);

        TokenAnswer answer = app(client).tokens();

        assertThat(answer.error()).isEqualTo("invalid_grant");
        assertThat(answer.body()).doesNotContainKey("access_token");
    }

    @Test
    void gets_no_single_sign_on_and_is_ended_where_it_tries() {
        TestClient client = client(app -> {});
        TokenAnswer tokens = app(client).login(alice);
        stray(tokens, PERSON);

        assertThat(app(client).open().locator("#username")).isVisible();

        assertThat(realm.admin().users().get(alice.id()).getUserSessions()).isEmpty();
        assertThat(rows.of("ASSUME_TRAIL", "DETAIL", "stray-impersonation").stream()
                        .filter(row -> alice.id().equals(row.get("SUBJECT_ID"))))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("ACTOR_ID", agent.id()));
    }

    @Test
    void is_nobody_with_its_old_tokens() {
        TestClient client = client(app -> {});
        TokenAnswer tokens = app(client).login(alice);
        assertThat(realm.tokens().userInfo(tokens.accessToken()).status()).isEqualTo(200);
        stray(tokens, PERSON);

        assertThat(realm.tokens().userInfo(tokens.accessToken()).status()).isEqualTo(401);
        assertThat(realm.tokens().introspect(client, tokens.accessToken()).body())
                .containsOnlyKeys("active")
                .containsEntry("active", false);
        assertThat(realm.tokens()
                        .introspectRefreshToken(client, tokens.refreshToken())
                        .body())
                .containsOnlyKeys("active")
                .containsEntry("active", false);
    }

    @Test
    void is_told_nothing_of_the_user_by_a_client_without_our_scope_either() {
        TestClient client = client(app -> {});
        var resource = realm.admin().clients().get(client.id());
        TokenAnswer tokens = app(client).login(alice);
        resource.getDefaultClientScopes().stream()
                .filter(scope -> scope.getName().equals("assume-impersonation"))
                .forEach(scope -> resource.removeDefaultClientScope(scope.getId()));
        assertThat(realm.tokens().userInfo(tokens.accessToken()).body()).containsEntry("sub", alice.id());
        assertThat(realm.tokens().userInfoByForm(client, tokens.accessToken()).body())
                .containsEntry("sub", alice.id());
        stray(tokens, PERSON);

        assertToldNothing(realm.tokens().userInfo(tokens.accessToken()));
        assertToldNothing(realm.tokens().userInfoByForm(client, tokens.accessToken()));

        assertInTheTrail(2);
    }

    @Test
    void does_not_look_at_the_account_and_is_seen_trying() {
        TestClient client = client(app -> app.setFullScopeAllowed(true));
        TokenAnswer tokens = app(client).login(alice);
        AccountApi account = AccountApi.of(realm, tokens.accessToken());
        assertThat(account.get("")).isEqualTo(200);
        stray(tokens, PERSON);

        assertThat(account.get("")).isEqualTo(401);
        assertThat(account.get("sessions")).isEqualTo(401);

        assertInTheTrail(2);
    }

    private static void assertToldNothing(TokenAnswer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("invalid_token");
        assertThat(answer.body()).doesNotContainKeys("sub", "preferred_username", "email");
    }

    private void assertInTheTrail(int times) {
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", alice.id()))
                .hasSize(times)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("ACTION", "REFUSED")
                        .containsEntry("ACTOR_ID", agent.id())
                        .containsEntry("DETAIL", "stray-impersonation"));
    }

    private void stray(TokenAnswer tokens, String note) {
        String session =
                String.valueOf(TokenEndpoint.claims(tokens.accessToken()).get("sid"));
        realm.note(session, note, agent.id());
    }

    private AppInBrowser app(TestClient client) {
        return new AppInBrowser(realm, client, browser.context());
    }

    private TestClient client(Consumer<ClientRepresentation> change) {
        return Scene.app(realm, "strayed-app-" + number, app -> {
            app.setAttributes(new HashMap<>());
            change.accept(app);
        });
    }
}
