package io.github.keycloakassume.onbehalfof;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** The filter stands by itself: it belongs to applications, not to the server. */
@AnalyzeClasses(packages = "io.github.keycloakassume.onbehalfof", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule libraries = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.keycloakassume.onbehalfof",
                    "java..",
                    "jakarta.servlet..",
                    "com.nimbusds..",
                    "net.minidev.json..",
                    "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule keycloak = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.keycloak..", "io.github.keycloakassume.impersonation..");

    @ArchTest
    static final ArchRule clock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule systemClock =
            noClasses().that().doNotHaveSimpleName("OnBehalfOfFilter").should().callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule sleep = noClasses().should().callMethod(Thread.class, "sleep", long.class);
}
