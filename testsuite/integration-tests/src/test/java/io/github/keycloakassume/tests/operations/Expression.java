package io.github.keycloakassume.tests.operations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Prometheus shall compute, as far as our metrics are in it. */
public record Expression(String text) {

    private static final Pattern METRIC = Pattern.compile("(keycloak_assume_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((keycloak_assume_\\w+), (\\w+)\\)");

    /** All nodes report the same number. */
    private static final String OF_GAUGES = "(?:\\bmax(?: by \\([^)]*\\))? ?\\(|\\babsent\\()%s\\b";

    /** Each node counts what it does itself, from its own start on. */
    private static final String OF_COUNTERS = "\\bsum(?: by \\([^)]*\\))? ?\\((?:rate|increase)\\(%s\\b";

    public Set<String> metrics() {
        return METRIC.matcher(text).results().map(metric -> metric.group(1)).collect(Collectors.toSet());
    }

    /** The values that a label is compared with, alternatives one by one. */
    public Set<String> valuesOf(String label) {
        return METRIC.matcher(text)
                .results()
                .flatMap(Expression::matchers)
                .filter(matcher -> matcher.group(1).equals(label))
                .flatMap(matcher -> Arrays.stream(matcher.group(2).split("\\|")))
                .filter(value -> !value.startsWith("$"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is wrong with it on a server with these metrics; empty when all is well. */
    public List<String> mistakes(Exposed exposed) {
        List<String> mistakes = new ArrayList<>();
        METRIC.matcher(text).results().forEach(metric -> {
            String name = metric.group(1);
            if (exposed.names().contains(name)) {
                labels(metric)
                        .filter(label ->
                                !exposed.labels().getOrDefault(name, Set.of()).contains(label))
                        .forEach(label -> mistakes.add(name + " has no label " + label));
            } else {
                mistakes.add(name + " does not exist");
            }
        });
        if (!LABEL_VALUES.matcher(text).matches()) {
            metrics().stream()
                    .filter(name -> exposed.types().containsKey(name) && !isSummedUpRightly(name, exposed))
                    .forEach(
                            name -> mistakes.add(name + ", a " + exposed.types().get(name)
                                    + ", needs max over nodes if a gauge, else sum of rate or increase"));
        }
        return mistakes;
    }

    private boolean isSummedUpRightly(String name, Exposed exposed) {
        String form = "gauge".equals(exposed.types().get(name)) ? OF_GAUGES : OF_COUNTERS;
        return count(Pattern.compile(form.formatted(name))) == count(Pattern.compile(name + "\\b"));
    }

    private long count(Pattern pattern) {
        return pattern.matcher(text).results().count();
    }

    private Stream<String> labels(MatchResult metric) {
        Stream<String> grouped = GROUPING.matcher(text)
                .results()
                .flatMap(grouping -> Arrays.stream(grouping.group(1).split(", *")));
        Stream<String> asked = LABEL_VALUES.matcher(text).results().map(values -> values.group(2));
        return Stream.of(matchers(metric).map(matcher -> matcher.group(1)), grouped, asked)
                .flatMap(labels -> labels);
    }

    private static Stream<MatchResult> matchers(MatchResult metric) {
        return metric.group(2) == null
                ? Stream.empty()
                : MATCHER.matcher(metric.group(2)).results();
    }
}
