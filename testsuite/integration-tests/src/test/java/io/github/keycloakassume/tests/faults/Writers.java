package io.github.keycloakassume.tests.faults;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType;
import io.github.keycloakassume.core.spi.TrailProvider;
import jakarta.persistence.Entity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes that write to the database, found in compiled code: those in which a method makes, changes or removes an entity, or
 * has another one do it, by whatever calls. To write down a refusal does not count: it is written by itself, and nothing follows.
 */
final class Writers {

    private static final Set<String> WRITING = Set.of("persist", "merge", "remove", "executeUpdate");
    private static final Set<String> DATABASE = Set.of("jakarta.persistence", "org.hibernate");
    private static final String STORE = "store";

    /** Where requests, events and tokens come in: these rooms pass on to those that do the work, unless they write themselves. */
    private static final Set<String> EDGE = Set.of("rest", "guard", "exchange", "token", "keycloak");

    private final Map<JavaCodeUnit, Set<JavaCodeUnit>> callers = new HashMap<>();
    private final Set<JavaCodeUnit> writing = new HashSet<>();

    private Writers(JavaClasses classes) {
        Deque<JavaCodeUnit> open = new ArrayDeque<>();
        classes.stream()
                .flatMap(Writers::writingByThemselves)
                .filter(writing::add)
                .forEach(open::add);
        classes.forEach(this::noteCalls);
        while (!open.isEmpty()) {
            JavaCodeUnit unit = open.remove();
            if (!isRefusal(unit)) {
                callers.getOrDefault(unit, Set.of()).stream()
                        .filter(writing::add)
                        .forEach(open::add);
            }
        }
    }

    /** The simple names of those that do the work. */
    static Set<String> among(JavaClasses classes) {
        return new Writers(classes).names();
    }

    private Set<String> names() {
        return writing.stream()
                .filter(this::isWork)
                .map(unit -> outermost(unit.getOwner()).getSimpleName())
                .collect(Collectors.toSet());
    }

    private boolean isWork(JavaCodeUnit unit) {
        String room = room(unit.getOwner());
        return !room.equals(STORE) && (!EDGE.contains(room) || asksTheStore(unit));
    }

    private boolean asksTheStore(JavaCodeUnit unit) {
        return callers.entrySet().stream()
                .anyMatch(called -> called.getValue().contains(unit)
                        && writing.contains(called.getKey())
                        && room(called.getKey().getOwner()).equals(STORE));
    }

    private static Stream<JavaCodeUnit> writingByThemselves(JavaClass type) {
        return Stream.concat(
                type.getCodeUnitAccessesFromSelf().stream()
                        .filter(access -> WRITING.contains(access.getTarget().getName())
                                && DATABASE.stream()
                                        .anyMatch(access.getTargetOwner().getName()::startsWith))
                        .map(access -> access.getOrigin()),
                type.getFieldAccessesFromSelf().stream()
                        .filter(Writers::changesAnEntity)
                        .map(JavaFieldAccess::getOrigin));
    }

    private static boolean changesAnEntity(JavaFieldAccess access) {
        return access.getAccessType() == AccessType.SET
                && access.getTargetOwner().isAnnotatedWith(Entity.class)
                && !(access.getOrigin() instanceof JavaConstructor);
    }

    private void noteCalls(JavaClass type) {
        type.getCodeUnitAccessesFromSelf()
                .forEach(access -> called(access.getTarget())
                        .forEach(called -> callers.computeIfAbsent(called, unit -> new HashSet<>())
                                .add(access.getOrigin())));
    }

    /** The method itself, and what overrides it. */
    private static Stream<JavaCodeUnit> called(CodeUnitAccessTarget target) {
        return target.resolveMember().stream()
                .map(JavaCodeUnit.class::cast)
                .flatMap(member -> Stream.concat(
                        Stream.of(member),
                        member.getOwner().getAllSubclasses().stream()
                                .flatMap(type -> type.getMethods().stream())
                                .filter(method -> method.getName().equals(member.getName())
                                        && method.getRawParameterTypes().size()
                                                == member.getRawParameterTypes().size())));
    }

    private static boolean isRefusal(JavaCodeUnit unit) {
        return unit.getName().equals("refused") && unit.getOwner().isAssignableTo(TrailProvider.class);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Writers::outermost).orElse(type);
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
