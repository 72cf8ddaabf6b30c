package io.github.keycloakassume.tests.security;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the compiled tests of the project say of a claim: a test method proves something if, directly or through a few
 * methods of the test code, it asks what is under test and verifies the answer.
 */
final class Evidence {

    private static final int DEPTH = 4;
    private static final Set<String> TESTS = Set.of(
            "org.junit.jupiter.api.Test",
            "org.junit.jupiter.api.TestFactory",
            "org.junit.jupiter.params.ParameterizedTest",
            "net.jqwik.api.Property",
            "net.jqwik.api.Example");
    private static final Set<String> SWITCHED_OFF = Set.of("org.junit.jupiter.api.Disabled", "net.jqwik.api.Disabled");
    /** These build up an assertion of AssertJ and verify nothing yet. */
    private static final Set<String> BEFORE_VERIFICATION =
            Set.of("as", "describedAs", "extracting", "withFailMessage", "usingRecursiveComparison", "asString");

    private static final String OURS = "io.github.keycloakassume.";
    private static final String TEST_BED = OURS + "testbed";

    private final JavaClasses tests;

    private Evidence(JavaClasses tests) {
        this.tests = tests;
    }

    /** The tests of all modules that were compiled before this one, and its own. */
    static Evidence ofProject(Path project) {
        try (Stream<Path> folders = Files.walk(project, 4)) {
            return new Evidence(new ClassFileImporter()
                    .importPaths(folders.filter(path -> path.endsWith(Path.of("target", "test-classes")))
                            .toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a claim; nothing where its test is there and verifies something of ours. */
    List<String> against(SecurityPage.Claim claim) {
        List<JavaClass> named = tests.stream()
                .filter(type -> type.getSimpleName().equals(claim.testClass()))
                .toList();
        if (named.size() != 1) {
            return List.of(claim + ": there are " + named.size() + " classes of that name");
        }
        List<JavaMethod> methods = named.get(0).getAllMethods().stream()
                .filter(method -> method.getName().equals(claim.method()))
                .filter(method -> !method.getModifiers().contains(JavaModifier.BRIDGE))
                .toList();
        if (methods.size() != 1) {
            return List.of(claim + ": there are " + methods.size() + " methods of that name");
        }
        return against(claim, named.get(0), methods.get(0));
    }

    private List<String> against(SecurityPage.Claim claim, JavaClass type, JavaMethod method) {
        Collection<CodeUnitAccessTarget> reached = reachedFrom(method);
        return Stream.of(
                        problem(!isAnnotated(method, TESTS), claim + ": is not a test"),
                        problem(
                                isAnnotated(method, SWITCHED_OFF)
                                        || type.getAnnotations().stream()
                                                .anyMatch(annotation -> SWITCHED_OFF.contains(
                                                        annotation.getRawType().getName())),
                                claim + ": is switched off"),
                        problem(
                                !returnsItsVerdict(method) && reached.stream().noneMatch(Evidence::verifies),
                                claim + ": verifies nothing"),
                        problem(
                                reached.stream().noneMatch(this::asks)
                                        && method.getReferencedClassObjects().stream()
                                                .noneMatch(named -> isUnderTest(named.getRawType())),
                                claim + ": asks nothing of what is under test"))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> problem(boolean is, String sentence) {
        return is ? Optional.of(sentence) : Optional.empty();
    }

    private static boolean isAnnotated(JavaMethod method, Set<String> names) {
        return method.getAnnotations().stream()
                .anyMatch(annotation -> names.contains(annotation.getRawType().getName()));
    }

    /** As properties of jqwik do. */
    private static boolean returnsItsVerdict(JavaMethod method) {
        return method.getRawReturnType().isEquivalentTo(boolean.class);
    }

    private static boolean verifies(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        return (owner.startsWith("org.assertj.core.api.")
                        && !name.startsWith("assertThat")
                        && !BEFORE_VERIFICATION.contains(name))
                || (owner.startsWith("com.microsoft.playwright.assertions.") && !name.startsWith("assertThat"))
                || (owner.startsWith("org.awaitility.core.") && name.startsWith("until"))
                || (owner.startsWith("com.tngtech.archunit.lang.") && name.equals("check"));
    }

    /** A server, by the test bed or a browser, or code of ours that is no test. */
    private boolean asks(CodeUnitAccessTarget target) {
        return isUnderTest(target.getOwner());
    }

    private boolean isUnderTest(JavaClass type) {
        String owner = type.getName();
        return owner.startsWith("com.microsoft.playwright.")
                || owner.startsWith("java.net.http.")
                || owner.startsWith("org.keycloak.admin.client.")
                || owner.startsWith(TEST_BED)
                || (owner.startsWith(OURS) && !tests.contain(owner));
    }

    private Collection<CodeUnitAccessTarget> reachedFrom(JavaMethod test) {
        Set<CodeUnitAccessTarget> reached = new HashSet<>();
        Map<JavaCodeUnit, Integer> depths = new HashMap<>(Map.of(test, 0));
        Deque<JavaCodeUnit> open = new ArrayDeque<>(List.of(test));
        while (!open.isEmpty()) {
            JavaCodeUnit unit = open.remove();
            int depth = depths.getOrDefault(unit, DEPTH);
            for (CodeUnitAccessTarget target : targets(unit)) {
                reached.add(target);
                if (depth < DEPTH) {
                    implementations(target).stream()
                            .filter(next -> depths.putIfAbsent(next, depth + 1) == null)
                            .forEach(open::add);
                }
            }
        }
        return reached;
    }

    private static Set<CodeUnitAccessTarget> targets(JavaCodeUnit unit) {
        return Stream.of(
                        unit.getMethodCallsFromSelf().stream(),
                        unit.getConstructorCallsFromSelf().stream(),
                        unit.getMethodReferencesFromSelf().stream(),
                        unit.getConstructorReferencesFromSelf().stream())
                .flatMap(calls -> calls)
                .map(JavaAccess::getTarget)
                .map(CodeUnitAccessTarget.class::cast)
                .collect(Collectors.toSet());
    }

    /** In the test code: the method itself, and what overrides it. */
    private List<JavaCodeUnit> implementations(CodeUnitAccessTarget target) {
        return target.resolveMember()
                .filter(member -> tests.contain(member.getOwner().getName()))
                .map(member -> Stream.concat(
                                Stream.of((JavaCodeUnit) member),
                                member.getOwner().getAllSubclasses().stream()
                                        .flatMap(type -> type.getMethods().stream())
                                        .filter(method -> method.getName().equals(member.getName())))
                        .toList())
                .orElse(List.of());
    }
}
