package io.github.keycloakassume.tests.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of the security model. Each of its tables has a last column {@value #SHOWN_BY}, in which every row names the
 * test methods that show it, as {@code `SomeIT#a_sentence`}.
 */
record SecurityPage(String text) {

    private static final String SHOWN_BY = "shown by";
    private static final Pattern CLAIM = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern CLASS_ALONE = Pattern.compile("`(\\w+(?:IT|Test))`");
    private static final Pattern RULE = Pattern.compile("[\\s|:-]+");

    /** A test method that the page names. */
    record Claim(String testClass, String method) {

        @Override
        public String toString() {
            return testClass + '#' + method;
        }
    }

    /**
     * What is wrong with the page.
     *
     * @param evidence says what is wrong with a claim, in any number of sentences
     */
    List<String> problems(Function<Claim, List<String>> evidence) {
        return Stream.of(
                        tableProblems().stream(),
                        matches(CLASS_ALONE).map(match -> match.group(1) + " is named without a method"),
                        claims().stream().flatMap(claim -> evidence.apply(claim).stream()))
                .flatMap(Function.identity())
                .toList();
    }

    /** All that the page names, in its tables and beside them. */
    List<Claim> claims() {
        return matches(CLAIM)
                .map(match -> new Claim(match.group(1), match.group(2)))
                .distinct()
                .toList();
    }

    /** How many rows of tables name tests. */
    int rows() {
        return (int) text.lines()
                .filter(line -> isRow(line) && CLAIM.matcher(lastCell(line)).find())
                .count();
    }

    /** Names of the sections that have a table. */
    Set<String> sectionsWithTables() {
        Set<String> sections = new TreeSet<>();
        String section = "";
        for (String line : text.lines().toList()) {
            section = line.startsWith("## ") ? line.substring("## ".length()) : section;
            if (isRow(line)) {
                sections.add(section);
            }
        }
        return sections;
    }

    private List<String> tableProblems() {
        List<String> problems = new ArrayList<>();
        boolean inTable = false;
        for (String line : text.lines().toList()) {
            boolean header = isRow(line) && !inTable;
            inTable = isRow(line);
            if (header && !lastCell(line).equals(SHOWN_BY)) {
                problems.add("a table whose last column is not \"" + SHOWN_BY + "\": " + line);
            }
            if (inTable && !header && isUnproved(line)) {
                problems.add("a row that names no test method in its last cell: " + line);
            }
        }
        return problems;
    }

    private static boolean isUnproved(String row) {
        return !RULE.matcher(row).matches() && !CLAIM.matcher(lastCell(row)).find();
    }

    private static boolean isRow(String line) {
        return line.stripLeading().startsWith("|");
    }

    private static String lastCell(String row) {
        List<String> cells = Stream.of(row.strip().split("(?<!\\\\)\\|"))
                .map(String::strip)
                .filter(cell -> !cell.isEmpty())
                .collect(Collectors.toList());
        return cells.isEmpty() ? "" : cells.get(cells.size() - 1);
    }

    private Stream<MatchResult> matches(Pattern pattern) {
        return pattern.matcher(text).results();
    }
}
