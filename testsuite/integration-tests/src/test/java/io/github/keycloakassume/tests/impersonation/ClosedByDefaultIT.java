package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Walks the list of doors on a running server; {@link KeycloakDoorsIT} shows that it is complete. */
@KeycloakTest
@DisplayName("With a token of an impersonated session")
final class ClosedByDefaultIT {

    private static final List<String> CLOSED = List.of(
            "GET testbed/time",
            "PUT testbed/time?offset=0",
            "POST testbed/notes/r/s?name=n&value=v",
            "GET authz/protection/uma-policy",
            "POST authz/protection/uma-policy/some",
            "PUT authz/protection/uma-policy/some",
            "DELETE authz/protection/uma-policy/some",
            "POST authz/protection/permission",
            "GET authz/protection/resource_set",
            "POST authz/protection/resource_set",
            "PUT authz/protection/resource_set/some",
            "DELETE authz/protection/resource_set/some",
            "POST authz/protection/permission/ticket",
            "PUT authz/protection/permission/ticket",
            "DELETE authz/protection/permission/ticket/some",
            "POST clients-registrations/default",
            "PUT clients-registrations/default/some",
            "DELETE clients-registrations/default/some",
            "POST clients-registrations/openid-connect",
            "GET clients-registrations/install/some",
            "POST clients-managements/register-node",
            "POST clients-managements/unregister-node",
            "GET broker/some/token",
            "POST broker/some/token",
            "GET broker/some/link",
            "POST protocol/openid-connect/ext/ciba/auth/callback",
            "GET protocol/openid-connect/auth?client_id=account",
            "GET login-actions/action-token?key=k",
            "GET login-actions/restart");

    private static final List<String> CLOSED_OF_THE_ACCOUNT = List.of(
            "POST account",
            "DELETE account/sessions",
            "DELETE account/sessions/some",
            "DELETE account/credentials/some",
            "PUT account/credentials/some/label",
            "POST account/applications/account/consent",
            "PUT account/applications/account/consent",
            "DELETE account/applications/account/consent",
            "GET account/linked-accounts/some",
            "DELETE account/linked-accounts/some");

    private static final List<String> OPEN = List.of(
            "GET ",
            "GET .well-known/openid-configuration",
            "GET protocol/openid-connect/certs",
            "GET protocol/openid-connect/userinfo",
            "GET account",
            "GET account/sessions",
            "GET account/sessions/devices",
            "GET account/credentials",
            "GET account/applications",
            "GET account/linked-accounts",
            "GET account-assumption/me",
            "GET impersonation/status");

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    private Scene scene;
    private TestClient client;
    private String impersonation;
    private TokenAnswer tokens;

    ClosedByDefaultIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @BeforeEach
    void setTheScene() {
        scene = Scene.with(realm, browser);
        client = new Acting(realm, browser, scene).resourceServer();
        realm.grant(scene.alice(), client.clientId(), "uma_protection");
        impersonation = scene.becomeAlice();
        tokens = new AppInBrowser(realm, client, browser.context()).singleSignOn();
    }

    @Test
    void what_is_not_listed_is_refused_and_recorded() {
        SoftAssertions each = new SoftAssertions();
        for (String door : CLOSED) {
            AdminApi.Answer answer = call(door);
            each.assertThat(answer.status() + " " + answer.errorKey()).as(door).isEqualTo("403 impersonated");
        }
        each.assertAll();
        assertRecorded("impersonated", CLOSED.size());
    }

    @Test
    void the_account_is_not_changed() {
        SoftAssertions each = new SoftAssertions();
        for (String door : CLOSED_OF_THE_ACCOUNT) {
            AdminApi.Answer answer = call(door);
            each.assertThat(answer.status() + " " + answer.errorKey()).as(door).isEqualTo("403 account-read-only");
        }
        each.assertAll();
        assertRecorded("account-read-only", CLOSED_OF_THE_ACCOUNT.size());
    }

    @Test
    void what_is_listed_is_open() {
        SoftAssertions each = new SoftAssertions();
        for (String door : OPEN) {
            each.assertThat(call(door).status()).as(door).isEqualTo(200);
        }
        each.assertThat(realm.tokens().introspect(client, tokens.accessToken()).body())
                .containsEntry("active", true);
        each.assertThat(realm.tokens().refresh(client, tokens.refreshToken()).status())
                .isEqualTo(200);
        each.assertThat(realm.tokens()
                        .call("revoke", client, Map.of("token", tokens.refreshToken()))
                        .status())
                .isEqualTo(200);
        each.assertAll();
    }

    @Test
    void it_is_found_in_whatever_place_of_the_request_it_stands() {
        String token = tokens.accessToken();
        AdminApi nobody = AdminApi.ofRealm(realm, "none");

        assertThat(List.of(
                        nobody.get("testbed/time?access_token=" + token),
                        AdminApi.ofRealm(realm, "none, Bearer " + token).get("testbed/time"),
                        nobody.postAs(
                                "application/x-www-form-urlencoded",
                                "testbed/notes/r/s?name=n&value=v",
                                "anything=" + token)))
                .allSatisfy(answer -> assertThat(answer.errorKey()).isEqualTo("impersonated"));
        assertRecorded("impersonated", 3);
    }

    @Test
    void another_extensions_grant_type_mints_nothing() {
        String own = realm.tokens().password(client, scene.alice()).accessToken();

        TokenAnswer minted = grant(tokens.accessToken());

        assertThat(minted.status()).isEqualTo(403);
        assertThat(minted.body())
                .containsEntry("error", "access_denied")
                .containsEntry("error_description", "impersonated")
                .doesNotContainKey("access_token");
        assertThat(grant(tokens.refreshToken()).status()).isEqualTo(403);
        assertThat(grant(own).body()).as("of the user").containsKey("access_token");
        assertRecorded("impersonated", 2);
    }

    private TokenAnswer grant(String proof) {
        return realm.tokens().token(client, Map.of("grant_type", "urn:testbed:grant", "proof", proof));
    }

    private AdminApi.Answer call(String door) {
        String[] parts = door.split(" ", 2);
        boolean hasBody = !parts[0].equals("GET") && !parts[0].equals("DELETE");
        return AdminApi.ofRealm(realm, tokens.accessToken()).call(parts[0], parts[1], hasBody ? "{}" : "");
    }

    private void assertRecorded(String key, int times) {
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", impersonation))
                .filteredOn(row -> key.equals(row.get("DETAIL")))
                .hasSize(times)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("ACTION", "REFUSED")
                        .containsEntry("ACTOR_ID", scene.agent().id()));
    }
}
