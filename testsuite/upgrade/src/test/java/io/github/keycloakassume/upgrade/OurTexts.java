package io.github.keycloakassume.upgrade;

import io.github.keycloakassume.upgrade.SilentList.Line;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;

/** What our JARs have in texts that is a name of Keycloak's. */
final class OurTexts {

    private static final Pattern ENTITY =
            Pattern.compile("\\b(\\w+Entity)\\b(?:\\s+(?:as\\s+)?(?!where\\b|set\\b)([a-z]\\w*)\\b(?!\\.))?");
    private static final Pattern CLASS_NAME = Pattern.compile("org\\.keycloak\\.[\\w.$#]*");
    private static final Pattern TABLE_NAME = Pattern.compile("[A-Z]+(_[A-Z]+)+");
    private static final String THEME_RESOURCES = "theme-resources/";

    private final Jars ours;
    private final Jars keycloak;
    private final Factories factories;
    private final Set<String> texts;

    OurTexts(Jars ours, Jars keycloak) {
        this.ours = ours;
        this.keycloak = keycloak;
        this.factories = new Factories(ours, keycloak, Build.libraries());
        this.texts = ours.classes().stream()
                .flatMap(name -> ClassText.of(ours, name).stream())
                .flatMap(ClassText::texts)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Entities that are not ours, and what of them is read where the text names the entity too. */
    Set<String> queried() {
        Set<String> own = ours.classes().stream().map(Use::simpleName).collect(Collectors.toSet());
        Set<String> queried = new TreeSet<>();
        texts.forEach(text -> aliases(text, own).forEach((alias, entity) -> {
            queried.add(entity);
            Matcher read = Pattern.compile("\\b" + alias + "\\.([a-zA-Z.]+)").matcher(text);
            while (read.find()) {
                queried.add(entity + " " + read.group(1));
            }
        }));
        return queried;
    }

    private static Map<String, String> aliases(String text, Set<String> own) {
        Map<String, String> aliases = new TreeMap<>();
        Matcher matcher = ENTITY.matcher(text);
        while (matcher.find()) {
            if (!own.contains(matcher.group(1))) {
                // One without a name of its own has what no text can have.
                aliases.put(matcher.group(2) == null ? "-" : matcher.group(2), matcher.group(1));
            }
        }
        return aliases;
    }

    Set<String> tables() {
        Set<String> mapped = keycloak.classes().stream()
                .filter(name -> name.endsWith("Entity"))
                .flatMap(name -> ClassText.of(keycloak, name).stream())
                .flatMap(entity ->
                        Stream.of("Table", "CollectionTable", "JoinTable").flatMap(entity::annotated))
                .filter(name -> TABLE_NAME.matcher(name).matches())
                .collect(Collectors.toSet());
        mapped.retainAll(texts);
        mapped.removeAll(enumConstants());
        return mapped;
    }

    /** An enum's constant is a text in its class, whatever it is for. */
    private Set<String> enumConstants() {
        return ours.classes().stream()
                .flatMap(name -> ours.find(name).orElseThrow().members().entrySet().stream())
                .filter(member -> (member.getValue() & Opcodes.ACC_ENUM) != 0)
                .map(member -> member.getKey().replaceFirst(":.*", ""))
                .collect(Collectors.toSet());
    }

    Set<String> classNames() {
        return texts.stream()
                .filter(text -> CLASS_NAME.matcher(text).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Kind, id and factory of ours without its package, where Keycloak has a factory of that kind and id too. */
    Set<String> replacing() {
        return Factories.kinds(ours)
                .flatMap(kind -> replacing(kind, theirs(kind)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<String> replacing(String kind, Set<String> theirs) {
        return Factories.announced(ours, kind)
                .filter(factory -> theirs.contains(id(factory)))
                .map(factory -> kind + " " + id(factory) + " " + Use.simpleName(factory));
    }

    private String id(String factory) {
        return factories.id(factory).orElseGet(() -> Asked.id(factory));
    }

    private Set<String> theirs(String kind) {
        return Factories.announced(keycloak, kind).map(this::id).collect(Collectors.toSet());
    }

    /** Methods that doors.txt names, as lines of the list. */
    Stream<Line> doors() {
        return ours.files("/doors.txt").stream()
                .flatMap(file -> new String(ours.file(file).orElseThrow(), StandardCharsets.UTF_8).lines())
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length == 3 && words[2].startsWith("org.keycloak.") && words[2].contains("#"))
                .map(words -> new Line("class", List.of(words[2])));
    }

    Set<String> sharedThemeFiles() {
        Set<String> theirs = keycloak.files(".ftl").stream()
                .map(file -> file.replaceFirst(".*/(?=[^/]+$)", ""))
                .collect(Collectors.toSet());
        return ours.files(".ftl").stream()
                .filter(file -> file.startsWith(THEME_RESOURCES))
                .filter(file -> theirs.contains(file.replaceFirst(".*/", "")))
                .collect(Collectors.toSet());
    }

    Set<String> sharedMessages() {
        Set<String> keys = keys(ours);
        keys.retainAll(keys(keycloak));
        return keys;
    }

    private static Set<String> keys(Jars jars) {
        Set<String> keys = new HashSet<>();
        jars.files("messages_" + Locale.ENGLISH.getLanguage() + ".properties")
                .forEach(file ->
                        keys.addAll(properties(jars.file(file).orElseThrow()).stringPropertyNames()));
        return keys;
    }

    private static Properties properties(byte[] file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(new String(file, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
