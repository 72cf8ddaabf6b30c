package io.github.keycloakassume.impersonation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.keycloakassume.architecture.Rules;
import io.github.keycloakassume.impersonation.model.ActorToken;

/** The module keeps the rules of the house. */
@AnalyzeClasses(
        packages = "io.github.keycloakassume.impersonation",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final Rules RULES = new Rules("impersonation");

    @ArchTest
    static final ArchRule modules = RULES.standsOnTheCoreAndOnWhatIsOfferedBy();

    @ArchTest
    static final ArchRule rooms = RULES.roomsFormNoCircle();

    @ArchTest
    static final ArchRule model = RULES.theModelKnowsTheJdkAnd("io.github.keycloakassume.core.model..");

    @ArchTest
    static final ArchRule internals = RULES.internalsAreTouchedInOneRoom();

    @ArchTest
    static final ArchRule jpa = RULES.jpaStaysInTheStore();

    @ArchTest
    static final ArchRule jaxRs = RULES.jaxRsStaysAtTheEdge("IntrospectionProvider", "ExchangeProvider", "Grant");

    @ArchTest
    static final ArchRule metrics = RULES.metricsAreTheTrailsAffair();

    @ArchTest
    static final ArchRule packages = Rules.NOTHING_LIVES_IN_KEYCLOAKS_PACKAGES;

    @ArchTest
    static final ArchRule names = Rules.NO_ROOM_FOR_ODDS_AND_ENDS;

    @ArchTest
    static final ArchRule clock = Rules.TIME_COMES_FROM_THE_INJECTED_CLOCK;

    @ArchTest
    static final ArchRule warnings = Rules.WARNINGS_ARE_LISTED;

    @ArchTest
    static final ArchRule sleep = Rules.NOBODY_SLEEPS;

    @ArchTest
    static final ArchRule persistence = Rules.EXCEPTIONS_OF_JPA_ARE_NOT_CAUGHT;

    /** Its events are heard by every extension. */
    @ArchTest
    static final ArchRule tokens = noClasses()
            .that()
            .resideInAPackage("..impersonation.spi..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ActorToken.class);

    @ArchTest
    static final ArchRule paths = Rules.PATHS_ARE_READ_IN_ONE_PLACE;
}
