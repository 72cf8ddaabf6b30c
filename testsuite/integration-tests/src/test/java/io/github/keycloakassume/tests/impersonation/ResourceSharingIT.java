package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.authorization.PolicyEnforcementMode;
import org.keycloak.representations.idm.authorization.ResourceRepresentation;

/** Found as A3: the permission outlived the impersonation, and nothing recorded it. */
@KeycloakTest
@DisplayName("A resource of the user (UMA)")
final class ResourceSharingIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    private Scene scene;
    private TestClient server;
    private String album;

    ResourceSharingIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @BeforeEach
    void setTheScene() {
        realm.update(settings -> settings.setUserManagedAccessAllowed(true));
        scene = Scene.with(realm, browser);
        server = resourceServer();
        album = album();
    }

    /** Keycloak takes a token with dots behind it for the same token ({@code JWSInput}). */
    @ParameterizedTest(name = "with \"{0}\" behind the token")
    @ValueSource(strings = {"", ".", "..."})
    void is_not_shared_with_the_impersonator_by_the_impersonator(String behind) {
        String id = scene.becomeAlice();
        String impersonated = new AppInBrowser(realm, server, browser.context())
                .singleSignOn()
                .accessToken();

        AdminApi.Answer shared = share(impersonated + behind, scene.agent());
        scene.revert();

        assertThat(permission(scene.agent()).body()).doesNotContainKey("access_token");
        assertThat(shared.status()).isEqualTo(403);
        assertThat(shared.errorKey()).isEqualTo("impersonated");
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .extracting(row -> row.get("DETAIL"))
                .contains("impersonated");
    }

    @Test
    void is_shared_by_the_user() {
        assertThat(permission(scene.agent()).body()).doesNotContainKey("access_token");

        AdminApi.Answer shared =
                share(realm.tokens().password(server, scene.alice()).accessToken(), scene.agent());

        assertThat(shared.status()).as(shared.response().body()).isEqualTo(200);
        assertThat(permission(scene.agent()).body()).containsKey("access_token");
    }

    private AdminApi.Answer share(String accessToken, TestUser with) {
        return AdminApi.ofRealm(realm, accessToken)
                .post(
                        "authz/protection/uma-policy/" + album,
                        Map.of("name", "p", "scopes", List.of("view"), "users", List.of(with.username())));
    }

    private TokenAnswer permission(TestUser user) {
        return realm.tokens()
                .token(
                        server,
                        Map.of(
                                "grant_type",
                                "urn:ietf:params:oauth:grant-type:uma-ticket",
                                "subject_token",
                                realm.tokens().password(server, user).accessToken(),
                                "audience",
                                server.clientId(),
                                "permission",
                                album));
    }

    /** Made by an administrator: whoever makes one by the protection API owns it. */
    private String album() {
        var resource = new ResourceRepresentation("album of " + scene.alice().username(), "view");
        resource.setOwner(scene.alice().id());
        resource.setOwnerManagedAccess(true);
        try (Response created = realm.admin()
                .clients()
                .get(server.id())
                .authorization()
                .resources()
                .create(resource)) {
            return created.readEntity(ResourceRepresentation.class).getId();
        }
    }

    private TestClient resourceServer() {
        TestClient client = Scene.app(realm, "albums-" + scene.number(), asked -> {
            asked.setServiceAccountsEnabled(true);
            asked.setAuthorizationServicesEnabled(true);
        });
        var authorization = realm.admin().clients().get(client.id()).authorization();
        var settings = authorization.getSettings();
        settings.setPolicyEnforcementMode(PolicyEnforcementMode.ENFORCING);
        settings.setAllowRemoteResourceManagement(true);
        authorization.update(settings);
        return client;
    }
}
