package io.github.keycloakassume.tests.operations;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Our metrics as a server has them.
 *
 * @param types gauge or counter, by name
 * @param labels by name
 */
public record Exposed(Map<String, String> types, Map<String, Set<String>> labels) {

    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (keycloak_assume_\\w+) (\\w+)$");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(keycloak_assume_\\w+)(?:\\{(.*)})? ");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    /** Reads what Prometheus would read. */
    public static Exposed in(String scrape) {
        Map<String, String> types = new TreeMap<>();
        TYPE.matcher(scrape).results().forEach(type -> types.put(type.group(1), type.group(2)));
        Map<String, Set<String>> labels = new TreeMap<>();
        SAMPLE.matcher(scrape)
                .results()
                .forEach(sample -> labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>())
                        .addAll(names(sample)));
        return new Exposed(types, labels);
    }

    public Set<String> names() {
        return labels.keySet();
    }

    private static Set<String> names(MatchResult sample) {
        Set<String> names = new TreeSet<>();
        if (sample.group(2) != null) {
            LABEL.matcher(sample.group(2)).results().forEach(label -> names.add(label.group(1)));
        }
        return names;
    }
}
