package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** Found as B5: a credential of the user, valid for days and silent about who took it. */
@KeycloakTest(buildOptions = Features.CREDENTIALS)
@DisplayName("A verifiable credential of the user (OID4VCI)")
final class CredentialIssuerIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CREDENTIAL = "membership";
    private static final String OFFER =
            "protocol/oid4vc/create-credential-offer?credential_configuration_id=" + CREDENTIAL;

    private final RealmFixture realm;
    private final Browser browser;
    private final Keycloak admin;
    private final Rows rows;

    private Scene scene;
    private TestClient wallet;

    CredentialIssuerIT(RealmFixture realm, Browser browser, Keycloak admin, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.admin = admin;
        this.rows = rows;
    }

    @BeforeEach
    void setTheScene() {
        scene = Scene.with(realm, browser);
        realm.update(settings -> settings.setVerifiableCredentialsEnabled(true));
        if (realm.admin().clientScopes().findAll().stream().noneMatch(scope -> CREDENTIAL.equals(scope.getName()))) {
            realm.admin().clientScopes().create(credential()).close();
        }
        wallet = Scene.app(
                realm, "wallet-" + scene.number(), client -> client.setAttributes(Map.of("oid4vci.enabled", "true")));
        String scope = realm.admin().clientScopes().findAll().stream()
                .filter(candidate -> CREDENTIAL.equals(candidate.getName()))
                .findFirst()
                .orElseThrow()
                .getId();
        realm.admin().clients().get(wallet.id()).addOptionalClientScope(scope);
        assertThat(AdminApi.of(realm, admin.tokenManager().grantToken().getToken())
                        .post(
                                "users/" + scene.alice().id() + "/vc/credentials",
                                Map.of("credentialScopeName", CREDENTIAL))
                        .status())
                .isLessThan(300);
    }

    @Test
    void is_issued_to_the_user() throws Exception {
        try (BrowserContext alices = scene.otherBrowser()) {
            AppInBrowser app = new AppInBrowser(realm, wallet, alices);
            app.openScoped("&scope=openid%20" + CREDENTIAL);
            app.fillIn(scene.alice());
            TokenAnswer tokens = app.tokens();

            assertThat(credential(tokens).response().body()).contains("\"credentials\"");
            assertThat(offer(tokens).status()).isEqualTo(200);
        }
    }

    @Test
    void is_issued_to_no_one_who_acts_as_the_user() throws Exception {
        String id = scene.becomeAlice();
        TokenAnswer tokens = impersonated();

        AdminApi.Answer issued = credential(tokens);

        assertRefused(issued, id);
        assertThat(issued.response().body()).doesNotContain("credentials");
    }

    @Test
    void is_offered_to_no_one_who_acts_as_the_user_so_that_there_is_nothing_to_redeem_after_the_end() {
        String id = scene.becomeAlice();
        TokenAnswer tokens = impersonated();

        AdminApi.Answer offered = offer(tokens);
        scene.revert();

        assertRefused(offered, id);
        assertThat(offered.body().path("nonce").isMissingNode()).isTrue();
        assertThat(AdminApi.ofRealm(realm, tokens.accessToken())
                        .get("protocol/oid4vc/credential-offer/"
                                + offered.body().path("nonce").asText("none"))
                        .status())
                .isGreaterThanOrEqualTo(400);
    }

    private void assertRefused(AdminApi.Answer answer, String impersonation) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("impersonated");
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", impersonation))
                .extracting(row -> row.get("DETAIL"))
                .contains("impersonated");
    }

    private TokenAnswer impersonated() {
        AppInBrowser app = new AppInBrowser(realm, wallet, browser.context());
        app.openScoped("&scope=openid%20" + CREDENTIAL);
        TokenAnswer tokens = app.tokens();
        assertThat(tokens.status()).isEqualTo(200);
        return tokens;
    }

    private AdminApi.Answer offer(TokenAnswer tokens) {
        return AdminApi.ofRealm(realm, tokens.accessToken()).get(OFFER + "&pre_authorized=true");
    }

    private AdminApi.Answer credential(TokenAnswer tokens) throws Exception {
        JsonNode answer = JSON.valueToTree(tokens.body());
        String identifier =
                answer.at("/authorization_details/0/credential_identifiers/0").asText();
        assertThat(identifier).as("what may be issued, in %s", answer).isNotEmpty();
        return AdminApi.ofRealm(realm, tokens.accessToken())
                .post("protocol/oid4vc/credential", Map.of("credential_identifier", identifier));
    }

    private static ClientScopeRepresentation credential() {
        var scope = new ClientScopeRepresentation();
        scope.setName(CREDENTIAL);
        scope.setProtocol("oid4vc");
        scope.setAttributes(Map.of(
                "vc.credential_configuration_id", CREDENTIAL,
                "vc.format", "dc+sd-jwt",
                "vc.binding_required", "false",
                "vc.display", "[{\"name\":\"Membership\",\"locale\":\"en\"}]",
                "include.in.token.scope", "true"));
        var username = new ProtocolMapperRepresentation();
        username.setName("username");
        username.setProtocol("oid4vc");
        username.setProtocolMapper("oid4vc-user-attribute-mapper");
        username.setConfig(Map.of("claim.name", "username", "userAttribute", "username"));
        scope.setProtocolMappers(List.of(username));
        return scope;
    }
}
