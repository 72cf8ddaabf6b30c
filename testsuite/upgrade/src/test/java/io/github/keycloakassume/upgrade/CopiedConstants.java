package io.github.keycloakassume.upgrade;

import io.github.keycloakassume.upgrade.Use.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keycloak's constants that our sources name. Byte code has their values alone, copied by the compiler: what another Keycloak
 * has in their place, our JARs would not see. Found by the source's text: {@code Details.USERNAME} with its import, and what
 * a class inherits.
 */
final class CopiedConstants {

    private static final String CONSTANT = "[A-Z][A-Z0-9_]*";
    private static final Pattern QUALIFIED = Pattern.compile(
            "\\b([A-Z]\\w*[a-z]\\w*(?:\\s*\\.\\s*[A-Z]\\w*[a-z]\\w*)*)\\s*\\.\\s*(" + CONSTANT + ")\\b");
    private static final Pattern UNQUALIFIED = Pattern.compile("(?<![.\\w])(" + CONSTANT + ")\\b(?!\\s*\\()");

    private final Jars ours;
    private final Jars keycloak;
    private final Lookup lookup;
    private final Sources sources;

    CopiedConstants(Jars ours, Jars keycloak, Sources sources) {
        this.ours = ours;
        this.keycloak = keycloak;
        this.lookup = new Lookup(ours, keycloak, Build.libraries());
        this.sources = sources;
    }

    Set<Use> found() {
        Set<Use> uses = new TreeSet<>();
        ours.classes().stream()
                .filter(name -> !name.contains("$"))
                .flatMap(name -> sources.of(name).stream().flatMap(source -> named(name, source)))
                .forEach(uses::add);
        return uses;
    }

    /** How the surface file writes a value. */
    static String text(Object value) {
        return value instanceof String text ? '"' + text.replace("\n", "\\n") + '"' : value.toString();
    }

    private Stream<Use> named(String className, SourceText source) {
        Stream<Use> qualified = QUALIFIED
                .matcher(source.code())
                .results()
                .flatMap(match -> source.imported(match.group(1).replaceAll("\\s", "")).stream()
                        .flatMap(owner -> constant(owner, match.group(2)).stream()));
        Stream<Use> imported =
                source.staticallyImported().flatMap(field -> constant(field.owner(), field.name()).stream());
        return Stream.of(qualified, imported, inherited(className, source)).flatMap(uses -> uses);
    }

    /** Constants without a qualifier are the class's own or what its supertypes hand down, to nested classes too. */
    private Stream<Use> inherited(String className, SourceText source) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = UNQUALIFIED.matcher(source.code());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return ours.classes().stream()
                .filter(name -> name.equals(className) || name.startsWith(className + "$"))
                .flatMap(name -> names.stream().flatMap(constant -> inherited(name, constant).stream()));
    }

    private Optional<Use> inherited(String className, String constant) {
        return lookup.supertypes(className)
                .filter(type -> declares(type, constant))
                .findFirst()
                .filter(type -> keycloak.isKeycloaks(type.name()))
                .flatMap(type -> constant(type.name(), constant));
    }

    private static boolean declares(ParsedClass type, String field) {
        return type.members().keySet().stream().anyMatch(member -> member.startsWith(field + ":"));
    }

    private Optional<Use> constant(String owner, String field) {
        return lookup.supertypes(owner)
                .flatMap(type -> type.constants().entrySet().stream())
                .filter(constant -> constant.getKey().startsWith(field + ":"))
                .findFirst()
                .map(constant -> new Use(
                        keycloak.jarOf(owner).orElseThrow(),
                        owner,
                        constant.getKey(),
                        Kind.COPIED,
                        text(constant.getValue())));
    }
}
