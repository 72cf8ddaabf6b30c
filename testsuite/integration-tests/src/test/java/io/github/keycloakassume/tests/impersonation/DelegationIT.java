package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AccountApi;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tokens of the shape that Keycloak 26.8 gives, made by a provider of the test bed in the same place. */
@KeycloakTest
@DisplayName("A token of Keycloak's own delegation")
final class DelegationIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;
    private Scene scene;
    private TestUser principal;

    @SuppressWarnings("NullAway.Init") // set before each test
    DelegationIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @BeforeEach
    void setTheScene() {
        scene = Scene.with(realm, browser);
        principal = realm.user("principal-" + scene.number(), "realm-admin");
    }

    /** The first hop, and one made of it, which names the client too. */
    private Stream<String> tokens() {
        String first =
                delegated(realm.tokens().password(scene.client(), principal).accessToken());
        return Stream.of(first, delegated(first));
    }

    @Test
    void keeps_its_actor_in_introspection_and_opens_userinfo() {
        tokens().forEach(token -> {
            Map<String, Object> claims = TokenEndpoint.claims(token);
            assertThat(claims).containsKey("act").doesNotContainKeys("sid", "impersonation");

            TokenAnswer introspected = realm.tokens().introspect(scene.client(), token);
            TokenAnswer userInfo = realm.tokens().userInfo(token);

            assertThat(introspected.body()).containsEntry("active", true).containsEntry("act", claims.get("act"));
            assertThat(userInfo.status()).isEqualTo(200);
            assertThat(userInfo.body()).containsEntry("sub", principal.id());
        });
        assertNothingRefused();
    }

    @Test
    void is_good_for_keycloaks_own_apis() {
        tokens().forEach(token -> {
            assertThat(AdminApi.of(realm, token)
                            .get("users/" + scene.alice().id())
                            .status())
                    .isEqualTo(200);
            assertThat(AdminApi.of(realm, token)
                            .put("users/" + scene.alice().id(), Map.of("lastName", "Delegated"))
                            .status())
                    .isEqualTo(204);
            assertThat(AccountApi.of(realm, token).get("")).isEqualTo(200);
        });
        assertNothingRefused();
    }

    @Test
    void opens_none_of_the_resources_of_this_extension() {
        tokens().forEach(token -> {
            AdminApi api = AdminApi.of(realm, token);
            Map<String, Supplier<AdminApi.Answer>> calls = new HashMap<>();
            calls.put("sessions", () -> api.get("impersonation/sessions"));
            calls.put("a start", () -> api.post("impersonation/sessions", scene.wish(scene.alice())));
            calls.put("settings", () -> api.get("impersonation/settings"));
            calls.put("trail", () -> api.get("impersonation/trail"));
            calls.put("grants", () -> api.get("account-assumption/grants"));
            calls.put(
                    "a grant",
                    () -> api.post("account-assumption/grants", Map.of("scope", "realm", "duration", "P1D")));
            calls.put("grant settings", () -> api.get("account-assumption/settings"));

            calls.forEach((name, call) -> {
                AdminApi.Answer answer = call.get();
                assertThat(answer.status()).as(name).isEqualTo(403);
                assertThat(answer.errorKey()).as(name).isEqualTo("impersonated");
            });
        });
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .isEmpty();
        assertThat(rows.of(
                        "ASSUME_GRANT",
                        "REALM_ID",
                        realm.admin().toRepresentation().getId()))
                .isEmpty();
    }

    /** A delegate with manage-users of the principal's would make anyone of themselves; so would one who is vendor. */
    @Test
    void gives_and_takes_none_of_our_roles() {
        RoleScene roles = new RoleScene(realm);
        roles.carolsRealmRole();
        realm.grant(roles.carol(), "realm-management", "not-impersonatable", "assume-accounts");
        String group = roles.group("team");
        tokens().forEach(token -> {
            AdminApi api = AdminApi.of(realm, token);
            String own = "users/" + roles.carol().id() + "/role-mappings/clients/" + roles.realmManagementId();
            Map<String, Supplier<AdminApi.Answer>> calls = new HashMap<>();
            calls.put("to a user", () -> api.post(own, json(roles, WayToGive.ROLE)));
            calls.put(
                    "to a group",
                    () -> api.post(
                            "groups/" + group + "/role-mappings/clients/" + roles.realmManagementId(),
                            json(roles, WayToGive.ROLE)));
            calls.put(
                    "to a role",
                    () -> api.post("roles/team-" + roles.number() + "/composites", json(roles, WayToGive.ROLE)));
            calls.put("protection", () -> api.call("DELETE", own, json(roles, "not-impersonatable")));
            calls.put("vendor", () -> api.call("DELETE", own, json(roles, "assume-accounts")));

            calls.forEach((name, call) -> {
                AdminApi.Answer answer = call.get();
                assertThat(answer.status()).as(name).isEqualTo(403);
                assertThat(answer.errorKey()).as(name).isEqualTo("role-not-yours-to-give");
            });
        });
        assertThat(roles.carolHolds(WayToGive.ROLE)).isFalse();
        assertThat(roles.carolHolds("not-impersonatable")).isTrue();
        assertThat(roles.carolHolds("assume-accounts")).isTrue();
        assertThat(roles.groupResource(group)
                        .roles()
                        .clientLevel(roles.realmManagementId())
                        .listAll())
                .isEmpty();
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", principal.id())).hasSize(10);
    }

    private static String json(RoleScene roles, String role) {
        return "[{\"id\":\"" + roles.role(role).getId() + "\",\"name\":\"" + role + "\"}]";
    }

    @Test
    void cannot_be_had_of_an_impersonated_session() {
        scene.becomeAlice();
        String impersonated = scene.app().singleSignOn().accessToken();

        for (Map<String, String> tokens : List.of(
                Map.of(
                        "subject_token",
                        impersonated,
                        "actor_token",
                        delegation().own(scene.agent())),
                Map.of("subject_token", delegation().own(scene.alice()), "actor_token", impersonated))) {
            TokenAnswer answer = delegation().exchange(tokens);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).doesNotContainKey("access_token");
        }
    }

    private void assertNothingRefused() {
        assertThat(List.of(scene.alice(), scene.agent()))
                .allSatisfy(user -> assertThat(List.of(
                                rows.of("ASSUME_TRAIL", "SUBJECT_ID", user.id()),
                                rows.of("ASSUME_TRAIL", "ACTOR_ID", user.id())))
                        .allSatisfy(entries -> assertThat(entries)
                                .noneSatisfy(row -> assertThat(row).containsEntry("ACTION", "REFUSED"))));
    }

    private String delegated(String subjectToken) {
        return delegation().token(subjectToken, delegation().own(scene.agent()));
    }

    private Delegation delegation() {
        return new Delegation(realm, scene.client());
    }
}
