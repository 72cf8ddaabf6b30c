package io.github.keycloakassume.testbed;

import io.github.keycloakassume.testbed.Lifetime.Part;

/**
 * What all classes share that one JVM runs; each part starts when the first test asks for it, and ends with the JVM. JUnit's
 * own stores would end with each class where Maven hands classes to several JVMs one by one.
 */
final class RunFixtures {

    private final KeycloakRuntime runtime = KeycloakRuntime.selected();
    private final Lifetime run = new Lifetime();
    private final Part<SharedServers> servers =
            run.part(() -> new SharedServers(spec -> runtime.start(spec, null)), SharedServers::close);
    private final Part<Mailbox> mailbox = run.part(Mailbox::start, Mailbox::close);
    private final Part<PostgreSql> postgreSql = run.part(PostgreSql::start, PostgreSql::close);
    private final Part<MariaDb> mariaDb = run.part(MariaDb::start, MariaDb::close);
    private final Part<Chromium> chromium = run.part(Chromium::launch, Chromium::close);

    /** Those of this JVM. */
    static RunFixtures ofThisJvm() {
        return Holder.FIXTURES;
    }

    private static final class Holder {

        private static final RunFixtures FIXTURES = new RunFixtures();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(FIXTURES.run::close, "end-run-fixtures"));
        }
    }

    private RunFixtures() {}

    KeycloakRuntime runtime() {
        return runtime;
    }

    RunningKeycloak sharedServer(ServerSpec spec) {
        return servers.get().of(spec);
    }

    Mailbox mailbox() {
        return mailbox.get();
    }

    PostgreSql postgreSql() {
        return postgreSql.get();
    }

    MariaDb mariaDb() {
        return mariaDb.get();
    }

    Chromium chromium() {
        return chromium.get();
    }
}
