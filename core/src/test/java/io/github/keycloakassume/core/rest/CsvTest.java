package io.github.keycloakassume.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CSV")
final class CsvTest {

    @Test
    void has_a_header_and_a_line_for_each_row() {
        assertThat(Csv.of(List.of("a", "b"), Stream.of(Csv.row("x", 5), Csv.row(null, Instant.EPOCH))))
                .isEqualTo("\"a\",\"b\"\r\n\"x\",5\r\n,1970-01-01T00:00:00Z\r\n");
    }

    @Test
    void keeps_quotes_commas_and_line_breaks_within_their_cell() {
        assertThat(cell("say \"hi\", then\ngo")).isEqualTo("\"say \"\"hi\"\", then\ngo\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\uFF1D1+1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF20SUM(A1)"
            })
    void has_no_cell_that_a_spreadsheet_would_calculate(String formula) {
        assertThat(cell(formula)).isEqualTo("\"'" + formula + "\"");
    }

    @Test
    void has_none_behind_what_a_spreadsheet_may_take_for_the_end_of_a_cell() {
        assertThat(cell("x;=cmd|'/C calc'!A0;-1\n+2")).isEqualTo("\"x;'=cmd|'/C calc'!A0;'-1\n'+2\"");
    }

    @Test
    void leaves_numbers_as_they_are() {
        assertThat(cell(-1L)).isEqualTo("-1");
    }

    private static String cell(Object value) {
        return Csv.of(List.of("a"), Stream.of(Csv.row(value)))
                .substring("\"a\"\r\n".length())
                .replaceFirst("\r\n$", "");
    }
}
