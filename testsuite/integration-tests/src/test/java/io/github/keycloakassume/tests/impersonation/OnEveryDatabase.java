package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One impersonation from request to revert; each database has a class that says so. */
abstract class OnEveryDatabase {

    @Test
    void an_impersonation_is_kept_from_request_to_revert(RealmFixture realm, Browser browser, Rows rows) {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();

        scene.revert();

        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("REASON", Scene.REASON).containsEntry("END_CAUSE", "REVERTED"));
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id)).hasSize(3);
    }

    @Test
    void a_reason_of_two_thousand_characters_of_any_script_is_kept_as_it_is(
            RealmFixture realm, Browser browser, Rows rows) {
        Scene scene = Scene.with(realm, browser);
        String reason = "Grüße, 世界, \uD83D\uDD11 — ".repeat(200).substring(0, 1_999) + ".";

        String id = scene.agentApi()
                .post(Scene.SESSIONS, Map.of("user", scene.alice().id(), "reason", reason))
                .body()
                .path("id")
                .asText();

        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("REASON", reason));
    }
}
