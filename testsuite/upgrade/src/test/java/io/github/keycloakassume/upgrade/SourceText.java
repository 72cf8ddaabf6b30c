package io.github.keycloakassume.upgrade;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One of our source files, as far as its text tells: code without comments and literals, and what of Keycloak it imports. */
final class SourceText {

    private static final Pattern NO_CODE = Pattern.compile(
            "\"\"\"[\\s\\S]*?\"\"\"|\"(?:[^\"\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\n]|\\\\.)*+'|/\\*[\\s\\S]*?\\*/|//[^\n]*");
    private static final Pattern IMPORT = Pattern.compile("import\\s+(static\\s+)?(org\\.keycloak\\.[\\w.]+)\\s*;");

    private final String code;
    private final Map<String, String> imports = new HashMap<>();
    private final Map<String, String> staticImports = new HashMap<>();

    SourceText(String source) {
        this.code = NO_CODE.matcher(source).replaceAll(" ");
        Matcher matcher = IMPORT.matcher(code);
        while (matcher.find()) {
            String name = matcher.group(2);
            String simpleName = name.substring(name.lastIndexOf('.') + 1);
            (matcher.group(1) == null ? imports : staticImports).put(simpleName, name);
        }
    }

    /** A field that is imported by its own name. */
    record Field(String owner, String name) {}

    String code() {
        return code;
    }

    /** The class that a name in the code means, as byte code has it; nothing if it is not Keycloak's. */
    Optional<String> imported(String name) {
        int rest = name.indexOf('.');
        String first = rest < 0 ? name : name.substring(0, rest);
        return Optional.ofNullable(imports.get(first))
                .map(imported -> binaryName(rest < 0 ? imported : imported + name.substring(rest)));
    }

    Stream<Field> staticallyImported() {
        return staticImports.entrySet().stream()
                .map(field -> new Field(
                        binaryName(field.getValue()
                                .substring(
                                        0,
                                        field.getValue().length()
                                                - field.getKey().length()
                                                - 1)),
                        field.getKey()));
    }

    /** Packages begin with a small letter, classes with a capital one. */
    private static String binaryName(String name) {
        Matcher firstClass = Pattern.compile("\\.[A-Z]").matcher(name);
        int packageEnd = firstClass.find() ? firstClass.start() : name.length();
        return name.substring(0, packageEnd).replace('.', '/')
                + name.substring(packageEnd).replaceFirst("\\.", "/").replace('.', '$');
    }
}
