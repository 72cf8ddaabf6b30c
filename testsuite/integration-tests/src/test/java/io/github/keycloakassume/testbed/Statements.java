package io.github.keycloakassume.testbed;

import java.util.List;

/**
 * The SQL statements that a server sends to its database; for classes with
 * {@code @KeycloakTest(buildOptions = Statements.DRIVER)}.
 */
public final class Statements {

    /** Has the server talk to its database through the test-only provider, which records every statement. */
    public static final String DRIVER = "--db-driver=io.github.keycloakassume.testsuite.RecordingDriver";

    private final TestBedClient testBed;

    Statements(RunningKeycloak server) {
        this.testBed = TestBedClient.of(server.nodes().get(0));
    }

    /** What the server sends while this happens, whichever of its threads, but for its timer. */
    public List<String> during(Runnable requests) {
        testBed.recordStatements();
        requests.run();
        return testBed.statements();
    }
}
