package io.github.keycloakassume.impersonation;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The module keeps the rules of the house. */
@AnalyzeClasses(
        packages = "io.github.keycloakassume.impersonation",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule rooms = Rules.ROOMS_FORM_NO_CIRCLE;

    @ArchTest
    static final ArchRule model = Rules.THE_MODEL_KNOWS_THE_JDK_ONLY;

    @ArchTest
    static final ArchRule internals = Rules.INTERNALS_ARE_TOUCHED_IN_ONE_ROOM;

    @ArchTest
    static final ArchRule jpa = Rules.JPA_STAYS_IN_THE_STORE;

    @ArchTest
    static final ArchRule jaxRs = Rules.JAX_RS_STAYS_AT_THE_EDGE;

    @ArchTest
    static final ArchRule metrics = Rules.METRICS_ARE_THE_TRAILS_AFFAIR;

    @ArchTest
    static final ArchRule packages = Rules.NOTHING_LIVES_IN_KEYCLOAKS_PACKAGES;

    @ArchTest
    static final ArchRule names = Rules.NO_ROOM_FOR_ODDS_AND_ENDS;

    @ArchTest
    static final ArchRule clock = Rules.TIME_COMES_FROM_THE_INJECTED_CLOCK;

    @ArchTest
    static final ArchRule sleep = Rules.NOBODY_SLEEPS;
}
