package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.IdentityProviderMapperRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

@KeycloakTest
@DisplayName("A mapper of an identity provider")
final class BrokeredRolesIT {

    private static final String VIEW = "view-impersonations";
    private static final String PROTECTION = "not-impersonatable";

    private final RealmFixture realm;
    private final Keycloak admin;
    private final Browser browser;
    private final Rows rows;
    private final String alias = "home-" + UUID.randomUUID();
    private RealmFixture home;
    private TestUser dave;

    BrokeredRolesIT(RealmFixture realm, Keycloak admin, Browser browser, Rows rows) {
        this.realm = realm;
        this.admin = admin;
        this.browser = browser;
        this.rows = rows;
        this.home = realm.sibling(admin, alias);
        this.dave = new TestUser("", "", "", "");
    }

    @BeforeEach
    void a_provider_with_dave() {
        RealmRepresentation representation = new RealmRepresentation();
        representation.setRealm(alias);
        representation.setEnabled(true);
        admin.realms().create(representation);
        home = realm.sibling(admin, alias);
        TestClient broker = home.client("here", client -> client.setRedirectUris(List.of(realm.url() + "/*")));
        dave = home.user("dave-" + alias);
        IdentityProviderRepresentation provider = new IdentityProviderRepresentation();
        provider.setAlias(alias);
        provider.setProviderId("oidc");
        provider.setEnabled(true);
        provider.setTrustEmail(true);
        String protocol = home.url() + "/protocol/openid-connect";
        provider.setConfig(Map.of(
                "clientId",
                broker.clientId(),
                "clientSecret",
                broker.secret(),
                "clientAuthMethod",
                "client_secret_post",
                "authorizationUrl",
                protocol + "/auth",
                "tokenUrl",
                protocol + "/token",
                "jwksUrl",
                protocol + "/certs",
                "useJwksUrl",
                "true",
                "validateSignature",
                "true",
                "issuer",
                home.url().toString(),
                "syncMode",
                "FORCE"));
        realm.admin().identityProviders().create(provider).close();
    }

    @AfterEach
    void no_provider() {
        realm.admin().identityProviders().get(alias).remove();
        admin.realm(alias).remove();
    }

    @Test
    void does_not_give_a_role_of_ours_and_the_login_goes_on() {
        mapper("oidc-hardcoded-role-idp-mapper", Map.of("role", "realm-management." + VIEW));

        TokenAnswer tokens = login();

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(daveHolds(VIEW)).isFalse();
        assertTrail();
    }

    @Test
    void does_not_give_it_within_a_composite() {
        realm.admin().roles().create(new RoleRepresentation(alias, "", false));
        realm.admin().roles().get(alias).addComposites(List.of(new RoleScene(realm).role(VIEW)));
        mapper("oidc-hardcoded-role-idp-mapper", Map.of("role", alias));

        TokenAnswer tokens = login();

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(daveHolds(VIEW)).isFalse();
        assertTrail();
    }

    @Test
    void does_not_give_it_by_a_group() {
        RoleScene scene = new RoleScene(realm);
        String group =
                scene.groupResource(scene.groupWith(VIEW)).toRepresentation().getPath();
        mapper("oidc-hardcoded-group-idp-mapper", Map.of("group", group));

        TokenAnswer tokens = login();

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(daveHolds(VIEW)).isFalse();
        assertTrail();
    }

    @Test
    void does_not_take_protection_away() {
        mapper(
                "oidc-role-idp-mapper",
                Map.of("claim", "nothing", "claim.value", "at-all", "role", "realm-management." + PROTECTION));
        login();
        TestUser here = new TestUser(daveHere().getId(), dave.username(), dave.email(), "");
        realm.grant(here, "realm-management", PROTECTION);
        realm.admin().users().get(here.id()).logout();

        TokenAnswer tokens = login();

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(daveHolds(PROTECTION)).isTrue();
        assertTrail();
    }

    @Test
    void gives_every_other_role() {
        realm.admin().roles().create(new RoleRepresentation(alias, "", false));
        mapper("oidc-hardcoded-role-idp-mapper", Map.of("role", alias));

        login();

        assertThat(realm.admin()
                        .users()
                        .get(daveHere().getId())
                        .roles()
                        .realmLevel()
                        .listEffective())
                .anyMatch(role -> role.getName().equals(alias));
    }

    private void mapper(String type, Map<String, String> config) {
        IdentityProviderMapperRepresentation mapper = new IdentityProviderMapperRepresentation();
        mapper.setName("mapper");
        mapper.setIdentityProviderAlias(alias);
        mapper.setIdentityProviderMapper(type);
        mapper.setConfig(config);
        realm.admin().identityProviders().get(alias).addMapper(mapper).close();
    }

    /** Dave comes with his account at home. */
    private TokenAnswer login() {
        TestClient client = Scene.app(realm, "brokered-" + UUID.randomUUID(), representation -> {});
        AppInBrowser app = new AppInBrowser(realm, client, browser.context());
        app.openWith("&kc_idp_hint=" + alias);
        if (browser.page().locator("#username").isVisible()) {
            app.fillIn(dave);
        }
        return app.tokens();
    }

    private UserRepresentation daveHere() {
        return realm.admin().users().searchByUsername(dave.username(), true).get(0);
    }

    private boolean daveHolds(String role) {
        return new RoleScene(realm).holds(daveHere().getId(), role);
    }

    private void assertTrail() {
        assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", daveHere().getId()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("ACTION", "REFUSED")
                        .containsEntry("DETAIL", "role-not-yours-to-give")
                        .doesNotContainKey("ACTOR_ID"));
    }
}
