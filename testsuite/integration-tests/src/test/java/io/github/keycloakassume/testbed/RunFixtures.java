package io.github.keycloakassume.testbed;

import io.github.keycloakassume.testbed.Lifetime.Part;

/** What all classes of a run share; each part starts when the first test asks for it. */
final class RunFixtures implements AutoCloseable {

    private final KeycloakRuntime runtime = KeycloakRuntime.selected();
    private final Lifetime run = new Lifetime();
    private final Part<RunningKeycloak> server =
            run.part(() -> runtime.start(ServerSpec.SHARED, null), RunningKeycloak::close);
    private final Part<Mailbox> mailbox = run.part(Mailbox::start, Mailbox::close);
    private final Part<PostgreSql> postgreSql = run.part(PostgreSql::start, PostgreSql::close);
    private final Part<MariaDb> mariaDb = run.part(MariaDb::start, MariaDb::close);
    private final Part<Chromium> chromium = run.part(Chromium::launch, Chromium::close);

    KeycloakRuntime runtime() {
        return runtime;
    }

    RunningKeycloak sharedServer() {
        return server.get();
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

    @Override
    public void close() {
        run.close();
    }
}
