package io.github.keycloakassume.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a module offers to others: its room {@code spi}, and those types of its model that {@code spi} speaks of. */
final class OfferedTypes {

    /** Where modules lie, and where those of the rules' own test do. */
    private static final List<String> BASES = List.of("io.github.keycloakassume.", "io.github.keycloakassume.planted.");

    private final Set<String> names = new HashSet<>();
    private final Deque<JavaClass> open = new ArrayDeque<>();

    private OfferedTypes(String module) {
        JavaClasses types = new ClassFileImporter().importPackages(rooms(module, "spi", "model"));
        types.stream().filter(type -> isIn(type, module, "spi")).forEach(this::offer);
        while (!open.isEmpty()) {
            open.remove().getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .map(JavaClass::getBaseComponentType)
                    .filter(type -> isIn(type, module, "model"))
                    .forEach(this::offer);
        }
    }

    static DescribedPredicate<JavaClass> of(String... modules) {
        Set<String> offered = new HashSet<>();
        Stream.of(modules).map(OfferedTypes::new).forEach(module -> offered.addAll(module.names));
        return DescribedPredicate.describe(
                "are offered by " + List.of(modules), type -> offered.contains(type.getName()));
    }

    private void offer(JavaClass type) {
        if (names.add(type.getName())) {
            open.add(type);
        }
    }

    private static boolean isIn(JavaClass type, String module, String room) {
        return List.of(rooms(module, room)).contains(type.getPackageName());
    }

    private static String[] rooms(String module, String... rooms) {
        return BASES.stream()
                .flatMap(base -> Stream.of(rooms).map(room -> base + module + "." + room))
                .toArray(String[]::new);
    }
}
