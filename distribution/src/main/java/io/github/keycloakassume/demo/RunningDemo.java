package io.github.keycloakassume.demo;

import io.github.keycloakassume.demo.mail.Mailbox;
import io.github.keycloakassume.demo.sample.SampleApplication;
import io.github.keycloakassume.demo.tickets.TicketApi;
import io.github.keycloakassume.server.KeycloakHome;
import io.github.keycloakassume.server.KeycloakServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/** The four programs of the demo. Closing it ends them, the last started first. */
final class RunningDemo implements AutoCloseable {

    private static final List<String> BUILD_OPTIONS = List.of("--db=dev-file", "--cache=local");

    private final DemoFiles files;
    private final DemoOptions options;
    private final Consumer<String> progress;
    private final ShutdownList running = new ShutdownList();

    RunningDemo(DemoFiles files, DemoOptions options, Consumer<String> progress) {
        this.files = files;
        this.options = options;
        this.progress = progress;
    }

    /** Starts everything and says where it is. */
    Addresses start() throws IOException {
        Mailbox mailbox = Mailbox.start(options.port(DemoPort.SMTP), options.port(DemoPort.MAIL));
        running.add(mailbox::close);
        URI keycloakUrl = URI.create("http://localhost:" + options.port(DemoPort.KEYCLOAK));
        SampleApplication application =
                SampleApplication.start(options.port(DemoPort.APPLICATION), keycloakUrl, DemoRealm.NAME);
        running.add(application::close);
        TicketApi tickets = TicketApi.start(
                options.port(DemoPort.TICKETS),
                keycloakUrl,
                DemoRealm.NAME,
                line -> progress.accept("Ticket API: " + line));
        running.add(tickets::close);
        KeycloakServer server =
                startKeycloak(keycloakUrl, new DemoRealm(application.url(), "127.0.0.1", mailbox.smtpPort()));
        running.add(server::close);
        return new Addresses(keycloakUrl, application.url(), tickets.url(), mailbox.url(), server);
    }

    @Override
    public void close() {
        running.close();
    }

    boolean isClosed() {
        return running.isClosed();
    }

    private KeycloakServer startKeycloak(URI keycloakUrl, DemoRealm realm) throws IOException {
        progress.accept("Unpacking Keycloak and installing Keycloak Assume");
        KeycloakHome home = KeycloakHome.unpack(files.keycloakZip(), files.home());
        home.install(files.providerZip());
        realm.writeTo(home.directory().resolve("data").resolve("import"));
        progress.accept("Building Keycloak (a minute after a change, else skipped)");
        home.build(BUILD_OPTIONS);
        progress.accept("Starting Keycloak (about half a minute)");
        return KeycloakServer.builder(home)
                .mode(KeycloakServer.Mode.START_OPTIMIZED)
                .httpPort(options.port(DemoPort.KEYCLOAK))
                .managementPort(options.port(DemoPort.MANAGEMENT))
                .bootstrapAdmin("admin", DemoRealm.PASSWORD)
                .options("--hostname=" + keycloakUrl, "--import-realm")
                .logFile(files.dataFolder().resolve("keycloak.log"))
                .start();
    }
}
