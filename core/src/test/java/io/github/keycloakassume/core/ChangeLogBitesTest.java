package io.github.keycloakassume.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Each rule for change logs catches a planted mistake")
final class ChangeLogBitesTest {

    private static final ChangeLog BAD = new ChangeLog("planted/bad-changelog.xml");

    @ParameterizedTest
    @EnumSource
    void a_boolean(Dialect dialect) {
        assertThat(BAD.findings(dialect)).contains("boolean: ASSUME_BAD_TYPES.SWITCHED_ON");
    }

    @ParameterizedTest
    @EnumSource(names = {"SQL_SERVER", "ORACLE"})
    void text_that_would_lose_its_script(Dialect dialect) {
        assertThat(BAD.findings(dialect))
                .contains("holds no text of any script: ASSUME_BAD_TYPES.MEANT_FOR_TEXT")
                .doesNotContain("holds no text of any script: ASSUME_BAD_TYPES.MEANT_FOR_TEXT_TOO");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void text_that_would_not_take_a_character_of_four_bytes(Dialect dialect) {
        assertThat(BAD.findings(dialect))
                .contains("three bytes a character: ASSUME_BAD_TYPES.MEANT_FOR_TEXT_TOO")
                .doesNotContain("three bytes a character: ASSUME_BAD_TYPES.MEANT_FOR_TEXT");
    }

    @Test
    void text_longer_than_oracle_takes() {
        assertThat(BAD.findings(Dialect.ORACLE))
                .contains("text too long: ASSUME_BAD_TYPES.ESSAY")
                .doesNotContain("text too long: ASSUME_BAD_TYPES.MEANT_FOR_TEXT_TOO");
    }

    @ParameterizedTest
    @EnumSource
    void a_name_of_31_characters(Dialect dialect) {
        assertThat(BAD.findings(dialect))
                .contains(
                        "name too long: A_NAME_OF_THIRTY_ONE_CHARACTERS",
                        "name too long: IX_ASSUME_OF_THIRTY_ONE_LETTERS");
    }

    @Test
    void a_name_that_a_database_keeps_for_itself() {
        assertThat(BAD.findings(Dialect.ORACLE)).contains("reserved word: MODE");
        assertThat(BAD.findings(Dialect.SQL_SERVER)).contains("reserved word: PLAN");
        assertThat(BAD.findings(Dialect.MYSQL)).contains("reserved word: RANK");
    }

    @ParameterizedTest
    @EnumSource
    void a_key_wider_than_3072_bytes(Dialect dialect) {
        assertThat(BAD.findings(dialect))
                .contains("key of 3076 bytes: ASSUME_BAD_KEYS[REALM_NAME, GROUP_NAME, USER_NAME, TEAM]");
    }

    @ParameterizedTest
    @EnumSource
    void a_wide_key_over_columns_that_came_later(Dialect dialect) {
        assertThat(BAD.findings(dialect))
                .contains("key of 3076 bytes: ASSUME_BAD_KEYS[LATER_ONE, LATER_TWO, REALM_NAME, TEAM]");
    }

    @ParameterizedTest
    @EnumSource
    void an_index_over_a_large_object(Dialect dialect) {
        assertThat(BAD.findings(dialect)).contains("cannot be indexed: ASSUME_BAD_KEYS.STORY");
    }

    @ParameterizedTest
    @EnumSource
    void a_foreign_key_into_a_table_of_keycloak(Dialect dialect) {
        assertThat(BAD.findings(dialect)).contains("foreign key into a table of Keycloak: USER_ENTITY");
    }

    @ParameterizedTest
    @EnumSource
    void a_statement_that_no_rule_understands(Dialect dialect) {
        assertThat(BAD.findings(dialect))
                .contains("unknown kind of statement: GRANT SELECT ON ASSUME_BAD_KEYS TO PUBLIC");
    }

    @ParameterizedTest
    @EnumSource
    void a_property_that_nobody_has_set(Dialect dialect) {
        assertThat(BAD.findings(dialect))
                .contains("a property without a value: UPDATE ASSUME_BAD_KEYS SET TEAM = '${planted.unknown}'");
    }

    @ParameterizedTest
    @EnumSource
    void a_change_log_that_makes_no_table(Dialect dialect) {
        assertThat(new ChangeLog("planted/empty-changelog.xml").findings(dialect))
                .containsExactly("no table at all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"planted/invalid-changelog.xml", "planted/misplaced-changelog.xml"})
    void a_change_log_that_is_not_valid(String file) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChangeLog(file).findings(Dialect.H2));
    }
}
