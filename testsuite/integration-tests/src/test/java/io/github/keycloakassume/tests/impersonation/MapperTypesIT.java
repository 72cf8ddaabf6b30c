package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** The list of docs/security.md, "Claim mappers", walked on the running server. */
@KeycloakTest
@DisplayName("Claim mappers of every type")
final class MapperTypesIT {

    /** The application asks for claims itself, which two of the types obey. */
    private static final String ASKED = "&claims="
            + URLEncoder.encode(
                    "{\"id_token\":{\"act\":{\"value\":\"forged\"},\"impersonation\":{\"value\":\"forged\"}},"
                            + "\"userinfo\":{\"act\":{\"value\":\"forged\"}}}",
                    StandardCharsets.UTF_8);

    private final RealmFixture realm;
    private final Browser browser;
    private final Keycloak admin;

    MapperTypesIT(RealmFixture realm, Browser browser, Keycloak admin) {
        this.realm = realm;
        this.browser = browser;
        this.admin = admin;
    }

    @Test
    void that_the_server_has_are_those_that_are_tried_here() {
        assertThat(Forgeries.types(admin, "openid-connect"))
                .containsExactlyInAnyOrder(
                        "oidc-acr-mapper",
                        "oidc-address-mapper",
                        "oidc-allowed-origins-mapper",
                        "oidc-amr-mapper",
                        "oidc-assume-impersonation-mapper",
                        "oidc-audience-mapper",
                        "oidc-audience-resolve-mapper",
                        "oidc-claims-param-token-mapper",
                        "oidc-claims-param-value-idtoken-mapper",
                        "oidc-full-name-mapper",
                        "oidc-group-membership-mapper",
                        "oidc-hardcoded-claim-mapper",
                        "oidc-hardcoded-role-mapper",
                        "oidc-nonce-backwards-compatible-mapper",
                        "oidc-organization-group-membership-mapper",
                        "oidc-organization-membership-mapper",
                        "oidc-role-name-mapper",
                        "oidc-session-state-mapper",
                        "oidc-sha256-pairwise-sub-mapper",
                        "oidc-sub-mapper",
                        "oidc-usermodel-attribute-mapper",
                        "oidc-usermodel-client-role-mapper",
                        "oidc-usermodel-property-mapper",
                        "oidc-usermodel-realm-role-mapper",
                        "oidc-usersessionmodel-note-mapper");
    }

    @Test
    void neither_forge_nor_hide_who_acts_in_an_impersonated_session() {
        Scene scene = Scene.with(realm, browser);
        TestClient client = forging(scene);
        String id = scene.becomeAlice();
        AppInBrowser app = new AppInBrowser(realm, client, browser.context());
        app.openWith(ASKED);
        app.awaitCode();
        Forgeries.takeMapperAway(realm);

        TokenAnswer tokens = app.tokens();
        TokenAnswer refreshed = realm.tokens().refresh(client, tokens.refreshToken());

        for (TokenAnswer answer : List.of(tokens, refreshed)) {
            assertRan(TokenEndpoint.claims(answer.accessToken()));
            Sealed.assertToken(answer.accessToken(), scene, id);
            Sealed.assertToken(answer.idToken(), scene, id);
            Sealed.assertToken(answer.refreshToken(), scene, id);
        }
        Map<String, Object> userInfo =
                realm.tokens().userInfo(refreshed.accessToken()).body();
        assertRan(userInfo);
        Sealed.assertClaims(userInfo, scene, id);
        TokenAnswer introspected = realm.tokens().introspectAsJwt(client, refreshed.accessToken());
        assertRan(introspected.body());
        Sealed.assertClaims(introspected.body(), scene, id);
        Sealed.assertToken(String.valueOf(introspected.body().get("jwt")), scene, id);
    }

    @Test
    void do_not_say_of_a_user_that_is_not_impersonated_that_anyone_acts() {
        Scene scene = Scene.with(realm, browser);
        TestClient client = forging(scene);
        AppInBrowser app = new AppInBrowser(realm, client, browser.context());
        app.openWith(ASKED);
        app.awaitCode();
        Forgeries.takeMapperAway(realm);

        TokenAnswer tokens = app.tokens();
        TokenAnswer refreshed = realm.tokens().refresh(client, tokens.refreshToken());

        for (TokenAnswer answer : List.of(tokens, refreshed)) {
            Sealed.assertNoActor(TokenEndpoint.claims(answer.accessToken()));
            Sealed.assertNoActor(TokenEndpoint.claims(answer.idToken()));
        }
        Map<String, Object> userInfo =
                realm.tokens().userInfo(refreshed.accessToken()).body();
        assertRan(userInfo);
        Sealed.assertNoActor(userInfo);
        TokenAnswer introspected = realm.tokens().introspectAsJwt(client, refreshed.accessToken());
        assertRan(introspected.body());
        Sealed.assertNoActor(introspected.body());
        Sealed.assertNoActor(
                TokenEndpoint.claims(String.valueOf(introspected.body().get("jwt"))));
    }

    /** Keycloak writes most of its own claims and a mapper's of the same name both, and believes the last. */
    @Test
    void do_not_put_a_token_into_another_session_nor_give_it_more_time_or_rights() {
        Scene scene = Scene.with(realm, browser);
        String own = String.valueOf(TokenEndpoint.claims(
                        realm.tokens().password(scene.client(), scene.alice()).accessToken())
                .get("sid"));
        List<ProtocolMapperRepresentation> forgeries = List.of(
                Forgeries.oidc("oidc-hardcoded-claim-mapper", "sid", own),
                Forgeries.oidc("oidc-hardcoded-claim-mapper", "Exp", "9999999999"),
                Forgeries.oidc("oidc-hardcoded-claim-mapper", "nbf", "1"),
                Forgeries.oidc("oidc-hardcoded-claim-mapper", "cnf", Forgeries.FORGED),
                Forgeries.oidc("oidc-hardcoded-claim-mapper", "resource_access.account.roles", "manage-account"));
        TestClient client =
                Scene.app(realm, "other-session-" + scene.number(), asked -> Forgeries.add(asked, forgeries));
        String id = scene.becomeAlice();

        TokenAnswer tokens = new AppInBrowser(realm, client, browser.context()).singleSignOn();

        for (String jwt : List.of(tokens.accessToken(), tokens.idToken())) {
            Sealed.assertToken(jwt, scene, id);
            assertThat(TokenEndpoint.claims(jwt))
                    .doesNotContainEntry("sid", own)
                    .doesNotContainKey("Exp");
        }
        Map<String, Object> access = TokenEndpoint.claims(tokens.accessToken());
        assertThat(access).doesNotContainKey("cnf");
        assertThat(access.toString()).doesNotContain("manage-account");
        Sealed.assertClaims(realm.tokens().userInfo(tokens.accessToken()).body(), scene, id);
    }

    @Test
    void name_no_administration_role_of_an_impersonated_user_whatever_the_claim() {
        Scene scene = Scene.withAgentRoles(realm, browser, "impersonation", "query-groups");
        realm.grant(scene.alice(), "realm-management", "query-groups");
        ProtocolMapperRepresentation mapper =
                Forgeries.oidc("oidc-usermodel-client-role-mapper", "roles of administration", "");
        mapper.getConfig()
                .putAll(Map.of("usermodel.clientRoleMapping.clientId", "realm-management", "multivalued", "true"));
        TestClient client = Scene.app(realm, "named-" + scene.number(), asked -> Forgeries.add(asked, List.of(mapper)));
        Map<String, Object> own = TokenEndpoint.claims(
                realm.tokens().password(client, scene.alice()).accessToken());
        scene.becomeAlice();

        TokenAnswer tokens = new AppInBrowser(realm, client, browser.context()).singleSignOn();

        assertThat(own.toString()).contains("query-groups");
        for (Map<String, Object> claims : List.of(
                TokenEndpoint.claims(tokens.accessToken()),
                TokenEndpoint.claims(tokens.idToken()),
                realm.tokens().userInfo(tokens.accessToken()).body(),
                realm.tokens().introspect(client, tokens.accessToken()).body())) {
            assertThat(claims.toString()).doesNotContain("query-groups");
        }
    }

    private TestClient forging(Scene scene) {
        return Scene.app(realm, "every-type-" + scene.number(), client -> {
            Forgeries.add(client, Forgeries.ofOidc(admin));
            client.setAttributes(Map.of("client.introspection.response.allow.jwt.claim.enabled", "true"));
        });
    }

    private static void assertRan(Map<String, Object> claims) {
        assertThat(claims).as("the mappers did run").containsEntry(Forgeries.MARKER, Forgeries.FORGED);
    }
}
