package io.github.keycloakassume.tests.assumption;

import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Other ways to write the path of a request (RFC 3986), of which a server may take some for the same. */
enum Spelling {
    USUAL(path -> path),
    SLASH_BEHIND(path -> path + "/"),
    SLASHES_BEHIND(path -> path + "//"),
    SLASHES_BETWEEN(path -> path.replace("/", "//")),
    PARAMETER_BEHIND(path -> path + ";a=b"),
    PARAMETER_AND_SLASH_BEHIND(path -> path + ";a=b/"),
    PARAMETERS_BETWEEN(path -> eachPart(path, part -> part + ";a=b")),
    PARTS_OF_A_PARAMETER(path -> eachPart(path, part -> ";a=b/" + part)),
    DOTS_BETWEEN(path -> eachPart(path, part -> "./" + part)),
    BACK_AND_FORTH(path -> eachPart(path, part -> "x/../" + part)),
    PERCENT(path -> eachPart(path, part -> "%%%02X".formatted((int) part.charAt(0)) + part.substring(1))),
    LINE_BREAK_BEHIND(path -> path + "%0A"),
    SEMICOLON_BEHIND(path -> path + "%3Ba"),
    CAPITALS(path -> eachPart(path, part -> part.toUpperCase(Locale.ROOT)));

    @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
    private final UnaryOperator<String> rewriting;

    Spelling(UnaryOperator<String> rewriting) {
        this.rewriting = rewriting;
    }

    String of(String path) {
        return rewriting.apply(path);
    }

    private static String eachPart(String path, UnaryOperator<String> rewriting) {
        return Stream.of(path.substring(1).split("/", -1))
                .map(part -> "/" + rewriting.apply(part))
                .collect(Collectors.joining());
    }
}
