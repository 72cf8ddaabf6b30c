package io.github.keycloakassume.assumption.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.ChangeLog;
import io.github.keycloakassume.core.Dialect;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The tables of grants")
final class ChangeLogTest {

    private static final ChangeLog GRANTS = new ChangeLog("META-INF/assume-grants-changelog.xml");

    @ParameterizedTest
    @EnumSource
    void are_made_by_sql_that_every_database_of_keycloak_takes(Dialect dialect) throws IOException {
        GRANTS.sql(dialect).keepIn("sql");
        assertThat(GRANTS.findings(dialect)).isEmpty();
    }
}
