package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

@KeycloakTest
@DisplayName("In read-only mode")
final class ReadOnlyIT {

    private static final String SCOPES = "&scope=openid%20email%20documents:read%20documents:write";

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;
    private final Scene scene;

    ReadOnlyIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
        this.scene = Scene.with(realm, browser);
    }

    @BeforeEach
    void aliceMayReadAndWrite() {
        realm.grantRealmRole(scene.alice(), "reader");
        realm.grantRealmRole(scene.alice(), "writer");
        scope("documents:read", "reader");
        scope("documents:write", "writer");
    }

    @Test
    void tokens_carry_the_scopes_that_the_application_declares_and_the_roles_that_those_bring() {
        TestClient documents = documents(Map.of("assume.read-only.scopes", "documents:read"));
        scene.becomeAliceReadOnly();

        TokenAnswer tokens = login(documents);

        assertReadOnly(TokenEndpoint.claims(tokens.accessToken()));
        assertReadOnly(TokenEndpoint.claims(
                realm.tokens().refresh(documents, tokens.refreshToken()).accessToken()));
        assertReadOnly(
                realm.tokens().introspect(documents, tokens.accessToken()).body());
        assertThat(TokenEndpoint.claims(tokens.idToken()).get("impersonation"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("mode", "read-only");
    }

    @Test
    void introspection_of_lightweight_tokens_says_no_more() {
        TestClient documents = documents(Map.of(
                "assume.read-only.scopes", "documents:read", "client.use.lightweight.access.token.enabled", "true"));
        scene.becomeAliceReadOnly();

        TokenAnswer tokens = login(documents);

        assertReadOnly(
                realm.tokens().introspect(documents, tokens.accessToken()).body());
    }

    @Test
    void roles_under_other_names_are_those_that_the_declared_scopes_bring_too() {
        TestClient documents = documents(Map.of("assume.read-only.scopes", "documents:read"));
        writeRolesAs("groups", documents);
        writeRolesAs("realm_access.roles", documents);
        scene.becomeAliceReadOnly();

        TokenAnswer tokens = login(documents);
        TokenAnswer refreshed = realm.tokens().refresh(documents, tokens.refreshToken());
        String atOnce = new AppInBrowser(realm, documents, browser.context())
                .ask("response_type=code%20id_token&nonce=n" + SCOPES)
                .parameters()
                .get("id_token");

        assertOnlyReader(TokenEndpoint.claims(tokens.accessToken()));
        assertOnlyReader(TokenEndpoint.claims(tokens.idToken()));
        assertOnlyReader(TokenEndpoint.claims(refreshed.accessToken()));
        assertOnlyReader(TokenEndpoint.claims(refreshed.idToken()));
        assertOnlyReader(TokenEndpoint.claims(String.valueOf(atOnce)));
        assertOnlyReader(realm.tokens().userInfo(tokens.accessToken()).body());
        assertOnlyReader(
                realm.tokens().introspect(documents, tokens.accessToken()).body());
    }

    @Test
    void an_application_that_declares_nothing_is_not_entered_and_a_page_says_so() {
        TestClient undeclared = documents(Map.of());
        scene.becomeAliceReadOnly();

        Page page = new AppInBrowser(realm, undeclared, browser.context()).open();

        assertThat(page.url()).doesNotContain("code=");
        assertThat(page.content()).contains("This application cannot be entered in read-only mode");
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", scene.alice().id()))
                .anySatisfy(row -> assertThat(row).containsEntry("DETAIL", "read-only-not-offered"));
    }

    @Test
    void nobody_is_sent_to_an_application_that_declares_nothing() {
        AdminApi.Answer answer = scene.agentApi()
                .post(
                        Scene.SESSIONS,
                        Map.of(
                                "user",
                                scene.alice().username(),
                                "reason",
                                Scene.REASON,
                                "mode",
                                "read-only",
                                "client",
                                scene.client().clientId(),
                                "redirectUri",
                                AppInBrowser.HOME));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("read-only-not-offered");
    }

    @Test
    void the_account_console_shows_the_account() {
        scene.becomeAliceReadOnly();

        scene.page()
                .waitForResponse(
                        response ->
                                response.url().contains("/account/?userProfileMetadata") && response.status() == 200,
                        scene.page()::reload);

        assertThat(scene.status()).contains("\"mode\":\"read-only\"");
    }

    @Test
    void full_mode_keeps_all_scopes_and_roles() {
        TestClient documents = documents(Map.of("assume.read-only.scopes", "documents:read"));
        scene.becomeAlice();

        Map<String, Object> claims = TokenEndpoint.claims(login(documents).accessToken());

        assertThat(String.valueOf(claims.get("scope"))).contains("documents:write");
        assertThat(String.valueOf(claims.get("realm_access"))).contains("reader", "writer");
    }

    private TokenAnswer login(TestClient client) {
        AppInBrowser app = new AppInBrowser(realm, client, browser.context());
        app.openScoped(SCOPES);
        return app.tokens();
    }

    private void writeRolesAs(String claim, TestClient client) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName("roles as " + claim);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-usermodel-realm-role-mapper");
        mapper.setConfig(Map.of(
                "claim.name", claim,
                "multivalued", "true",
                "access.token.claim", "true",
                "id.token.claim", "true",
                "userinfo.token.claim", "true",
                "introspection.token.claim", "true"));
        realm.admin()
                .clients()
                .get(client.id())
                .getProtocolMappers()
                .createMapper(mapper)
                .close();
    }

    private static void assertOnlyReader(Map<String, Object> claims) {
        assertThat(claims).containsEntry("groups", List.of("reader"));
        assertThat(claims.toString()).doesNotContain("writer");
    }

    private static void assertReadOnly(Map<String, Object> claims) {
        assertThat(List.of(String.valueOf(claims.get("scope")).split(" ")))
                .containsExactlyInAnyOrder("openid", "documents:read");
        assertThat(String.valueOf(claims.get("realm_access")))
                .contains("reader")
                .doesNotContain("writer");
        assertThat(String.valueOf(claims.get("impersonation"))).contains("read-only");
    }

    private TestClient documents(Map<String, String> attributes) {
        TestClient client = Scene.app(realm, "documents-" + scene.number() + "-" + attributes.size(), application -> {
            application.setAttributes(attributes);
            application.setImplicitFlowEnabled(true);
        });
        for (ClientScopeRepresentation scope : realm.admin().clientScopes().findAll()) {
            if (scope.getName().startsWith("documents:")) {
                realm.admin().clients().get(client.id()).addOptionalClientScope(scope.getId());
            }
        }
        return client;
    }

    private void scope(String name, String role) {
        if (realm.admin().clientScopes().findAll().stream()
                .anyMatch(known -> known.getName().equals(name))) {
            return;
        }
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName(name);
        scope.setProtocol("openid-connect");
        scope.setAttributes(Map.of("include.in.token.scope", "true"));
        String id =
                CreatedResponseUtil.getCreatedId(realm.admin().clientScopes().create(scope));
        realm.admin()
                .clientScopes()
                .get(id)
                .getScopeMappings()
                .realmLevel()
                .add(List.of(realm.admin().roles().get(role).toRepresentation()));
    }
}
