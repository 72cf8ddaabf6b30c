package io.github.keycloakassume.testbed;

import java.util.List;

/**
 * What kind of server a test class asks for.
 *
 * @param stock whether it is Keycloak as it comes, without what we ship
 */
record ServerSpec(
        boolean dedicated,
        DatabaseKind database,
        int nodes,
        List<String> buildOptions,
        List<String> options,
        boolean stock) {

    /** What most test classes ask for. */
    static final ServerSpec ORDINARY = new ServerSpec(
            false,
            DatabaseKind.H2,
            1,
            Deployment.ofThisRun().buildOptionsAnd(List.of()),
            Deployment.ofThisRun().optionsAnd(List.of()),
            false);

    ServerSpec {
        buildOptions = List.copyOf(buildOptions);
        options = List.copyOf(options);
        if (nodes < 1) {
            throw new IllegalArgumentException("A server has at least one node, not " + nodes);
        }
        if (nodes > 1 && (database == DatabaseKind.H2 || database == DatabaseKind.H2_FILE)) {
            throw new IllegalArgumentException("Nodes can share a real database only; H2 lives in one process");
        }
    }

    static ServerSpec of(KeycloakTest test) {
        Deployment deployment = test.deployment() == Deployment.ORDINARY ? Deployment.ofThisRun() : test.deployment();
        return new ServerSpec(
                test.dedicated(),
                test.database(),
                test.nodes(),
                deployment.buildOptionsAnd(List.of(test.buildOptions())),
                deployment.optionsAnd(List.of(test.options())),
                false);
    }

    /** The same without what we ship. */
    ServerSpec asStock() {
        return new ServerSpec(true, database, nodes, buildOptions, options, true);
    }

    /** Whether other classes may use the same server: it is of one process, which has its data. */
    boolean shared() {
        return !dedicated && nodes == 1 && database == DatabaseKind.H2;
    }
}
