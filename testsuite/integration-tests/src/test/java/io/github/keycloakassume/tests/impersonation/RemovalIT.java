package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RealmRepresentation;

@KeycloakTest
@DisplayName("What is kept of impersonations")
final class RemovalIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    RemovalIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void names_a_removed_subject_no_more_and_stays_about_him() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        scene.revert();

        remove(scene.alice());

        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("SUBJECT_ID", scene.alice().id())
                        .containsEntry("ACTOR_NAME", scene.agent().username())
                        .hasEntrySatisfying(
                                "SUBJECT_NAME",
                                name -> assertThat(name.toString()).startsWith("removed-")));
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id).toString())
                .doesNotContain("SUBJECT_NAME=" + scene.alice().username());
    }

    @Test
    void names_a_removed_impersonator_no_more_and_stays_what_he_did() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        scene.revert();

        remove(scene.agent());

        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("ACTOR_ID", scene.agent().id())
                        .hasEntrySatisfying(
                                "ACTOR_NAME",
                                name -> assertThat(name.toString()).startsWith("removed-")));
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id).toString())
                .doesNotContain(scene.agent().username() + ",");
    }

    @Test
    void ends_with_the_subject_whom_somebody_is() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();

        remove(scene.alice());

        assertThat(realm.tokens().userInfo(tokens.accessToken()).status()).isNotEqualTo(200);
        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).status())
                .isEqualTo(400);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                        .singleElement()
                        .satisfies(row -> assertThat(row).containsKey("ENDED_AT")));
    }

    @Test
    void goes_with_the_realm(Keycloak admin) {
        String name = realm.name() + "-removed";
        RealmRepresentation representation = new RealmRepresentation();
        representation.setRealm(name);
        representation.setEnabled(true);
        admin.realms().create(representation);
        RealmFixture removed = realm.sibling(admin, name);
        String realmId = removed.admin().toRepresentation().getId();
        Scene scene = Scene.with(removed, browser);
        RealmSettings.of(removed, admin).change(Map.of("defaultLifespan", 600));
        scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();
        removed.tokens().refresh(scene.client(), tokens.refreshToken());
        List<String> tables =
                List.of("ASSUME_IMPERSONATION", "ASSUME_TRAIL", "ASSUME_ACT_COUNT", "ASSUME_SETTINGS", "ASSUME_ROLE");
        assertThat(tables)
                .allSatisfy(table -> assertThat(rows.of(table, "REALM_ID", realmId))
                        .as(table)
                        .isNotEmpty());

        admin.realm(name).remove();

        assertThat(tables)
                .allSatisfy(table -> assertThat(rows.of(table, "REALM_ID", realmId))
                        .as(table)
                        .isEmpty());
    }

    @Test
    void is_kept_as_long_as_the_realm_says_and_no_longer(Keycloak admin, TimeMachine time) {
        Scene scene = Scene.with(realm, browser);
        RealmSettings.of(realm, admin).change(Map.of("trailRetentionDays", 30));
        String id = scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();
        realm.tokens().refresh(scene.client(), tokens.refreshToken());
        scene.revert();

        time.forward(Duration.ofDays(29));
        String later = Scene.with(realm, browser)
                .request(scene.alice())
                .body()
                .path("id")
                .asText();
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id)).isNotEmpty();
        time.forward(Duration.ofDays(2));

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id)).isEmpty();
            assertThat(rows.of("ASSUME_ACT_COUNT", "IMPERSONATION_ID", id)).isEmpty();
            assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id)).isEmpty();
        });
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", later)).hasSize(1);
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", later)).hasSize(1);
    }

    private void remove(TestUser user) {
        realm.admin().users().get(user.id()).remove();
    }
}
