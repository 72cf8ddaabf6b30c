package io.github.keycloakassume.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Database;
import io.github.keycloakassume.testbed.DatabaseKind;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@KeycloakTest(database = DatabaseKind.POSTGRESQL)
@DisplayName("On PostgreSQL")
final class OnPostgreSqlIT extends GrantsOnEveryDatabase {

    @Test
    void the_rows_are_in_that_very_server(RealmFixture realm, Browser browser, Database database) throws SQLException {
        assertKeptIn(database, "PostgreSQL", Scene.with(realm, browser));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ASSUME_TRAIL", "ASSUME_ACT_COUNT"})
    void nothing_is_done_as_somebody_else_that_cannot_be_written_down(
            String table, RealmFixture realm, Browser browser, Database database) throws SQLException {
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();
        TestClient another = Scene.app(realm, "another-" + scene.number(), client -> {});

        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            sql.execute("alter table " + table + " rename to AWAY");
            try {
                if (table.equals("ASSUME_TRAIL")) {
                    new AppInBrowser(realm, another, browser.context()).open();
                    assertThat(scene.page().url()).doesNotContain("code=");
                }
                TokenAnswer refused = realm.tokens().refresh(scene.client(), tokens.refreshToken());
                assertThat(refused.status()).isNotEqualTo(200);
                assertThat(refused.body()).doesNotContainKey("access_token");
                assertThat(realm.tokens().userInfo(tokens.accessToken()).body()).doesNotContainKey("sub");
            } finally {
                sql.execute("alter table AWAY rename to " + table);
            }
        }

        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).status())
                .as("and once it can")
                .isEqualTo(200);
    }
}
