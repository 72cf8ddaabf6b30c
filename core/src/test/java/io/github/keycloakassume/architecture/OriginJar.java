package io.github.keycloakassume.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a type really comes from: packages of Keycloak are split over JARs, so its name does not tell. */
final class OriginJar extends DescribedPredicate<JavaClass> {

    private static final Pattern JAR = Pattern.compile("/([^/!]+)-\\d[^/!]*\\.jar");

    private final Set<String> artifacts;

    private OriginJar(Set<String> artifacts) {
        super("come from " + artifacts);
        this.artifacts = artifacts;
    }

    static OriginJar isOneOf(String... artifacts) {
        return new OriginJar(Set.copyOf(Arrays.asList(artifacts)));
    }

    @Override
    public boolean test(JavaClass type) {
        return type.getBaseComponentType()
                .getSource()
                .map(source -> JAR.matcher(source.getUri().toString()))
                .filter(Matcher::find)
                .map(found -> artifacts.contains(found.group(1)))
                .orElse(false);
    }
}
