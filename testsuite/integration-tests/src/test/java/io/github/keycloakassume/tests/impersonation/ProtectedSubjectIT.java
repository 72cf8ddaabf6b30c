package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.RoleRepresentation;

@KeycloakTest
@DisplayName("Who holds not-impersonatable")
final class ProtectedSubjectIT {

    private static final String REALM_MANAGEMENT = "realm-management";
    private static final String PROTECTION = "not-impersonatable";

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    ProtectedSubjectIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void is_nobodys_to_become() {
        Scene scene = Scene.with(realm, browser);
        realm.grant(scene.alice(), REALM_MANAGEMENT, PROTECTION);

        assertKeptOut(scene);
    }

    @Test
    void is_not_the_realms_administrators_to_become_either() {
        Scene scene = Scene.withAgentRoles(realm, browser, "realm-admin");
        realm.grant(scene.alice(), REALM_MANAGEMENT, PROTECTION);

        assertKeptOut(scene);
    }

    @Test
    void is_not_for_one_to_become_who_holds_it_himself() {
        Scene scene = Scene.withAgentRoles(realm, browser, "impersonation", PROTECTION);
        realm.grant(scene.alice(), REALM_MANAGEMENT, PROTECTION);

        assertKeptOut(scene);
    }

    @Test
    void is_protected_through_a_group_too() {
        Scene scene = Scene.with(realm, browser);
        String group = new RoleScene(realm).groupWith(PROTECTION);
        user(scene.alice()).joinGroup(group);

        assertKeptOut(scene);
    }

    @Test
    void is_protected_through_a_composite_too() {
        Scene scene = Scene.with(realm, browser);
        String board = "board-" + scene.number();
        realm.grantRealmRole(scene.alice(), board);
        realm.admin().roles().get(board).addComposites(List.of(new RoleScene(realm).role(PROTECTION)));

        assertKeptOut(scene);
    }

    @Test
    void is_left_alone_between_the_request_and_the_start() {
        Scene scene = Scene.with(realm, browser);
        String startUrl = scene.startUrl();
        realm.grant(scene.alice(), REALM_MANAGEMENT, PROTECTION);

        scene.page().navigate(startUrl);
        scene.confirm();

        assertThat(scene.page().locator("body")).containsText("must not be impersonated");
        assertThat(user(scene.alice()).getUserSessions()).isEmpty();
    }

    @Test
    void is_left_at_the_next_single_sign_on() {
        // The impersonator holds it too, else the privilege ceiling would do.
        Scene scene = Scene.withAgentRoles(realm, browser, "impersonation", PROTECTION);
        String id = scene.becomeAlice();
        realm.grant(scene.alice(), REALM_MANAGEMENT, PROTECTION);

        assertThat(scene.app().open().locator("#assume-ended")).isVisible();

        await().untilAsserted(
                        () -> assertThat(user(scene.alice()).getUserSessions()).isEmpty());
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "NO_LONGER_ALLOWED"));
    }

    @Test
    void by_a_role_that_is_only_called_so_is_not_protected() {
        Scene scene = Scene.with(realm, browser);
        realm.grantRealmRole(scene.alice(), PROTECTION);
        RealmResource admin = realm.admin();
        admin.clients().get(scene.client().id()).roles().create(new RoleRepresentation(PROTECTION, "", false));
        realm.grant(scene.alice(), scene.client().clientId(), PROTECTION);

        assertThat(scene.request(scene.alice()).status()).isEqualTo(201);
    }

    private void assertKeptOut(Scene scene) {
        AdminApi.Answer answer = scene.request(scene.alice());

        assertThat(answer.errorKey()).isEqualTo("subject-protected");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", scene.agent().id()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("ACTION", "REFUSED")
                        .containsEntry("DETAIL", "subject-protected"));
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", scene.alice().id()))
                .isEmpty();
        assertThat(user(scene.alice()).getUserSessions()).isEmpty();
    }

    private UserResource user(TestUser user) {
        return realm.admin().users().get(user.id());
    }
}
