package io.github.keycloakassume.tests.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.core.model.MailState;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.spi.AssumeModuleFactory;
import io.github.keycloakassume.impersonation.model.EndCause;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whether the metrics in them exist, {@code MetricsIT} asks a server. */
@DisplayName("The alert rules and the dashboard")
final class WatchFilesTest {

    private static final Exposed EXPOSED = new Exposed(
            Map.of("keycloak_assume_a", "gauge", "keycloak_assume_b_total", "counter"),
            Map.of("keycloak_assume_a", Set.of("state"), "keycloak_assume_b_total", Set.of("realm")));

    @Test
    void have_an_expression_a_severity_and_words_in_each_rule() {
        assertThat(WatchFiles.alerts()).isNotEmpty().allSatisfy(rule -> {
            assertThat(text(rule, "alert")).matches("Assume\\w+");
            assertThat(text(rule, "expr")).contains("keycloak_assume_");
            assertThat(text(rule, "for")).matches("\\d+[smh]");
            assertThat(text(rule.path("labels"), "severity")).isIn("critical", "warning");
            assertThat(text(rule.path("annotations"), "summary")).isNotBlank();
            assertThat(text(rule.path("annotations"), "description")).isNotBlank();
        });
        assertThat(WatchFiles.alerts().stream().map(rule -> text(rule, "alert")))
                .doesNotHaveDuplicates();
    }

    @Test
    void have_a_title_a_unit_and_something_to_show_in_each_panel() {
        assertThat(WatchFiles.dashboard().path("panels")).isNotEmpty().allSatisfy(panel -> {
            assertThat(text(panel, "title")).isNotBlank();
            assertThat(text(panel, "description")).isNotBlank();
            assertThat(panel.path("targets")).isNotEmpty();
            assertThat(text(panel.path("fieldConfig").path("defaults"), "unit")).isNotBlank();
        });
    }

    @Test
    void compare_labels_with_values_that_there_are() {
        assertThat(values("reason"))
                .isSubsetOf(ServiceLoader.load(AssumeModuleFactory.class).stream()
                        .flatMap(module -> module.get().refusals().stream())
                        .map(Refusal::key)
                        .collect(Collectors.toSet()))
                .isNotEmpty();
        assertThat(values("state"))
                .isSubsetOf(Arrays.stream(MailState.values())
                        .map(MailState::wireName)
                        .collect(Collectors.toSet()))
                .isNotEmpty();
        assertThat(values("cause"))
                .isSubsetOf(
                        Arrays.stream(EndCause.values()).map(EndCause::wireName).collect(Collectors.toSet()));
    }

    @Test
    void would_be_found_to_name_what_does_not_exist_or_to_sum_up_what_every_node_reports() {
        assertThat(mistakes("max(keycloak_assume_gone)")).containsExactly("keycloak_assume_gone does not exist");
        assertThat(mistakes("max by (realm) (keycloak_assume_a)"))
                .containsExactly("keycloak_assume_a has no label realm");
        assertThat(mistakes("max(keycloak_assume_a{mode=\"x\"})"))
                .containsExactly("keycloak_assume_a has no label mode");
        assertThat(mistakes("sum(keycloak_assume_a)")).hasSize(1);
        assertThat(mistakes("max(keycloak_assume_a) - keycloak_assume_a")).hasSize(1);
        assertThat(mistakes("max(rate(keycloak_assume_b_total[5m]))")).hasSize(1);
        assertThat(mistakes("label_values(keycloak_assume_b_total, mode)")).hasSize(1);
        assertThat(mistakes("max(keycloak_assume_a{state=\"x\"}) > 0")).isEmpty();
        assertThat(mistakes("sum by (realm) (rate(keycloak_assume_b_total{realm=~\"$realm\"}[5m]))"))
                .isEmpty();
        assertThat(mistakes("label_values(keycloak_assume_b_total, realm)")).isEmpty();
    }

    private static List<String> mistakes(String expression) {
        return new Expression(expression).mistakes(EXPOSED);
    }

    private static Set<String> values(String label) {
        return WatchFiles.expressions().stream()
                .flatMap(expression -> expression.valuesOf(label).stream())
                .collect(Collectors.toSet());
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
