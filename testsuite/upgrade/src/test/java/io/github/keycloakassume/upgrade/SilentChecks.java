package io.github.keycloakassume.upgrade;

import io.github.keycloakassume.upgrade.SilentList.Line;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/** Holds the list of what no compiler sees against the JARs of one Keycloak. */
final class SilentChecks {

    private static final List<String> MAPPED_TO = List.of("Table", "CollectionTable", "JoinTable");

    private final Jars ours;
    private final Jars there;
    private final Lookup lookup;
    private final Factories factories;

    SilentChecks(Jars ours, Jars there, Jars libraries) {
        this.ours = ours;
        this.there = there;
        this.lookup = new Lookup(ours, there, libraries);
        this.factories = new Factories(ours, there, libraries);
    }

    /** One sentence for each line that does not hold; what is in a JAR that is absent there is not looked at. */
    List<String> problems(Stream<Line> lines) {
        return lines.filter(this::isLookedAt)
                .flatMap(line -> problem(line).map(text -> line + ": " + text).stream())
                .toList();
    }

    private boolean isLookedAt(Line line) {
        return line.columns().stream()
                .map(column -> SilentList.internal(column.replaceFirst("#.*", "")))
                .flatMap(name -> Build.jarsOf(name).limit(1))
                .allMatch(there.keycloaks()::contains);
    }

    private Optional<String> problem(Line line) {
        return switch (line.kind()) {
            case "entity" ->
                unless(isEntity(line.className(0)), "no entity")
                        .or(() -> line.from(1).stream()
                                .filter(property -> !hasProperty(line.className(0), property))
                                .findFirst()
                                .map(property -> "no property " + property));
            case "table" -> unless(isMapped(line), "the entity is not mapped to it");
            case "class" -> ofClass(line.column(0));
            case "replaces" -> withOurs(line.column(3), factory -> replaced(line, factory));
            case "before" -> withOurs(line.column(0), factory -> isBefore(factory, line.className(1)));
            case "last" -> withOurs(line.column(0), factory -> isLast(factory, line.column(1)));
            case "path" -> ofPath(line);
            case "text" ->
                unless(
                        text(line.className(1))
                                .filter(texts -> texts.has(line.column(0)))
                                .isPresent(),
                        "not there");
            case "template" -> ofTemplate(line);
            case "prefix" -> Optional.empty();
            default -> Optional.of("there is no such kind");
        };
    }

    private boolean isEntity(String className) {
        return text(className).filter(texts -> texts.isAnnotated("Entity")).isPresent();
    }

    /** A path over entities: {@code user.id}. */
    private boolean hasProperty(String entity, String path) {
        String first = path.replaceFirst("\\..*", "");
        Optional<String> type = typeOf(entity, first);
        return path.equals(first)
                ? type.isPresent()
                : type.filter(next -> hasProperty(next, path.substring(first.length() + 1)))
                        .isPresent();
    }

    private Optional<String> typeOf(String entity, String property) {
        return lookup.supertypes(entity)
                .flatMap(type -> type.members().keySet().stream())
                .filter(member -> member.startsWith(property + ":"))
                .map(member -> Type.getType(member.substring(property.length() + 1)))
                .map(type -> type.getSort() == Type.OBJECT ? type.getInternalName() : type.getDescriptor())
                .findFirst();
    }

    private boolean isMapped(Line line) {
        return text(line.className(1)).stream()
                .flatMap(texts -> MAPPED_TO.stream().flatMap(texts::annotated))
                .anyMatch(line.column(0)::equals);
    }

    private Optional<String> ofClass(String name) {
        String className = SilentList.internal(name.replaceFirst("#.*", ""));
        String member = name.substring(Math.min(name.length(), className.length() + 1));
        return lookup.find(className).isEmpty()
                ? Optional.of("the class is gone")
                : unless(member.isEmpty() || hasMember(className, member), "it has no such member");
    }

    private boolean hasMember(String className, String name) {
        return lookup.supertypes(className)
                .flatMap(type -> type.members().keySet().stream())
                .anyMatch(member -> member.startsWith(name + "(") || member.startsWith(name + ":"));
    }

    private Optional<String> replaced(Line line, String ourFactory) {
        String id = line.column(1);
        return unless(
                        Factories.announced(there, line.column(0)).anyMatch(line.className(2)::equals),
                        "Keycloak does not announce it")
                .or(() -> factories
                        .id(line.className(2))
                        .filter(other -> !other.equals(id))
                        .map(other -> "Keycloak's id is " + other))
                .or(() -> factories
                        .id(ourFactory)
                        .filter(other -> !other.equals(id))
                        .map(other -> "our id is " + other))
                .or(() -> isBefore(ourFactory, line.className(2)));
    }

    private Optional<String> isLast(String ourFactory, String kind) {
        return Factories.announced(there, kind)
                .flatMap(other -> isBefore(other, ourFactory).stream())
                .findFirst();
    }

    private Optional<String> withOurs(String simpleName, Function<String, Optional<String>> check) {
        return ours.classes().stream()
                .filter(name -> Use.simpleName(name).equals(simpleName))
                .findFirst()
                .map(check)
                .orElseGet(() -> Optional.of("we have no class " + simpleName));
    }

    private Optional<String> isBefore(String first, String second) {
        int before = order(first);
        int after = order(second);
        return unless(before > after, "its order is " + before + ", that of the other " + after);
    }

    private int order(String factory) {
        return factories.order(factory).orElseGet(() -> Asked.order(factory));
    }

    /** The paths of the methods one after the other, and of the class of the first. */
    private Optional<String> ofPath(Line line) {
        String found = Stream.concat(
                        paths(line.column(1).replaceFirst("#.*", ""), ""),
                        line.from(1).stream()
                                .flatMap(method ->
                                        paths(method.replaceFirst("#.*", ""), method.replaceFirst(".*#", ""))))
                .collect(Collectors.joining("/"))
                .replaceAll("\\{(?:[^{}]|\\{[^{}]*})*}", "*")
                .replaceAll("/+", "/")
                .replaceFirst("^/", "");
        return unless(found.equals(line.column(0)), "its path is " + found);
    }

    private Stream<String> paths(String className, String method) {
        return text(SilentList.internal(className)).stream().flatMap(texts -> texts.annotated("Path", method));
    }

    private Optional<String> ofTemplate(Line line) {
        return there.file(line.column(0))
                .map(file -> unless(
                        new String(file, StandardCharsets.UTF_8).contains(line.column(1)), "it has no such text"))
                .orElseGet(() -> unless(!there.keycloaks().contains("keycloak-themes"), "there is no such file"));
    }

    private Optional<ClassText> text(String className) {
        return ClassText.of(there, className);
    }

    private static Optional<String> unless(boolean holds, String problem) {
        return holds ? Optional.empty() : Optional.of(problem);
    }
}
