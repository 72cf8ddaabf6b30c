package io.github.keycloakassume.tests.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The alert rules and the dashboard in {@code docs/operations}. */
public final class WatchFiles {

    private static final Path FOLDER = Path.of("../../docs/operations");
    private static final ObjectMapper JSON = new ObjectMapper();

    private WatchFiles() {}

    /** The rules of all groups. */
    public static List<JsonNode> alerts() {
        Object file = new Yaml(new SafeConstructor(new LoaderOptions())).load(read("alerts.yaml"));
        return elements(JSON.valueToTree(file).path("groups"))
                .flatMap(group -> elements(group.path("rules")))
                .toList();
    }

    /** The dashboard as Grafana imports it. */
    public static JsonNode dashboard() {
        try {
            return JSON.readTree(read("dashboard.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What alert rules and dashboard have computed. */
    public static List<Expression> expressions() {
        return Stream.concat(
                        alerts().stream().map(rule -> rule.path("expr").asText()),
                        dashboardExpressions().stream().map(Expression::text))
                .map(Expression::new)
                .toList();
    }

    /** What the dashboard has computed: its panels, and its variables. */
    public static List<Expression> dashboardExpressions() {
        Stream<String> panels = elements(dashboard().path("panels"))
                .flatMap(panel -> elements(panel.path("targets")))
                .map(target -> target.path("expr").asText());
        Stream<String> variables = elements(dashboard().path("templating").path("list"))
                .filter(variable -> variable.path("type").asText().equals("query"))
                .map(variable -> variable.path("query").path("query").asText());
        return Stream.concat(panels, variables).map(Expression::new).toList();
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static String read(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
