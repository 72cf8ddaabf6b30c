package io.github.keycloakassume.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The engine's tables")
final class ChangeLogTest {

    private static final ChangeLog ENGINE = new ChangeLog("META-INF/assume-impersonation-changelog.xml");

    @ParameterizedTest
    @EnumSource
    void are_made_by_sql_that_every_database_of_keycloak_takes(Dialect dialect) throws IOException {
        ENGINE.sql(dialect).keepIn("sql");
        assertThat(ENGINE.findings(dialect)).isEmpty();
    }
}
