package io.github.keycloakassume.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Database;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.tests.impersonation.RealmSettings;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

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

    @Test
    void such_a_reason_is_told_by_mail_as_it_is(RealmFixture realm, Browser browser, Mailbox mailbox, Keycloak admin) {
        realm.sendMailTo(mailbox);
        RealmSettings.of(realm, admin).change(Map.of("notify", "start"));
        Scene scene = Scene.with(realm, browser);
        String reason = "Grüße, 世界, \uD83D\uDD11 — ".repeat(200).substring(0, 1_999) + ".";

        scene.becomeAliceBecause(reason);

        assertThat(mailbox.await(scene.alice().email()).text()).contains("> " + reason);
    }

    /** Asks the database itself, past Keycloak. */
    static void assertKeptIn(Database database, String product, Scene scene) throws SQLException {
        String id = scene.request(scene.alice()).body().path("id").asText();

        try (Connection connection = database.connect();
                PreparedStatement query =
                        connection.prepareStatement("select SUBJECT_ID from ASSUME_IMPERSONATION where ID = ?")) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo(product);
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).as("the row").isTrue();
                assertThat(rows.getString(1)).isEqualTo(scene.alice().id());
            }
        }
    }
}
