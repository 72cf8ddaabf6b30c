package io.github.keycloakassume.tests.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What holds the security model to its tests")
final class SecurityModelBitesTest {

    private static final Evidence EVIDENCE = Evidence.ofProject(Path.of("..", ".."));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PlantedClaims#verifies",
                "PlantedClaims#has_another_verify",
                "StepUpTest#is_too_old_when_its_time_is_unknown",
                "OnPostgreSqlIT#nothing_is_done_as_somebody_else_that_cannot_be_written_down"
            })
    void takes_a_test_that_verifies_something(String claim) {
        assertThat(problems("| a threat | a guard | `" + claim + "` |")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NoSuchIT#is_refused, there are 0 classes",
        "PlantedClaims#is_gone, there are 0 methods",
        "PlantedClaims#is_no_test, is not a test",
        "PlantedClaims#is_switched_off, is switched off",
        "PlantedClaims#looks_and_verifies_nothing, verifies nothing",
        "PlantedClaims#begins_an_assertion_and_says_nothing, verifies nothing",
        "PlantedClaims#verifies_a_constant, asks nothing of what is under test"
    })
    void finds_a_test_that_proves_nothing(String claim, String problem) {
        assertThat(problems(
                        "| a threat | a guard | `StepUpTest#is_too_old_when_its_time_is_unknown`, `" + claim + "` |"))
                .singleElement()
                .asString()
                .contains(claim, problem);
    }

    @Test
    void finds_a_claim_beside_the_tables() {
        assertThat(problems("- shown by `NoSuchIT#is_refused`")).hasSize(1);
    }

    @Test
    void finds_a_class_without_a_method() {
        assertThat(problems("| a threat | a guard | `StepUpTest`, `PlantedClaims#verifies` |"))
                .singleElement()
                .asString()
                .contains("StepUpTest is named without a method");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "| a threat | a guard | |",
                "| a threat | a guard |",
                "| a threat | `PlantedClaims#verifies` | careful reading |"
            })
    void finds_a_row_without_a_test_in_its_last_cell(String row) {
        assertThat(problems(row)).singleElement().asString().contains("names no test method", "a threat");
    }

    @Test
    void finds_a_table_that_is_shown_by_nothing() {
        assertThat(new SecurityPage("| threat | what stops it |\n|---|---|\n").problems(EVIDENCE::against))
                .singleElement()
                .asString()
                .contains("last column");
    }

    private static List<String> problems(String line) {
        String table = "## Section\n\n| threat | what stops it | shown by |\n|---|---|---|\n";
        return new SecurityPage(table + line + '\n').problems(EVIDENCE::against);
    }
}
