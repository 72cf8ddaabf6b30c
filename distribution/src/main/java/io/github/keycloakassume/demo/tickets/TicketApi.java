package io.github.keycloakassume.demo.tickets;

import io.github.keycloakassume.onbehalfof.OnBehalfOfFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;

/** The ticket API, running in a servlet container behind the on-behalf-of filter: client {@code tickets-api} of the demo realm. */
public final class TicketApi implements AutoCloseable {

    private static final String CLIENT = "tickets-api";
    private static final String PATH = "/api/tickets";

    private final Tomcat tomcat;
    private final Path folder;

    private TicketApi(Tomcat tomcat, Path folder) {
        this.tomcat = tomcat;
        this.folder = folder;
    }

    /**
     * Starts on a port; Keycloak itself need not run yet.
     *
     * @param port the port to listen on, or 0 for a free one
     * @param keycloakUrl where this API reaches Keycloak, without a trailing slash
     * @param realm the realm's name
     * @param auditLog gets a line for each change, with whom it was made for and by
     */
    public static TicketApi start(int port, URI keycloakUrl, String realm, Consumer<String> auditLog) {
        URI issuer = URI.create(keycloakUrl + "/realms/" + realm);
        return start(
                port,
                Map.of(
                        "issuer",
                        issuer.toString(),
                        "client-id",
                        CLIENT,
                        "client-secret",
                        CLIENT + "-secret",
                        // The realm wants a reason; requests as in Zendesk's documentation bring none.
                        "default-reason",
                        "A request to the ticket API"),
                auditLog);
    }

    /**
     * The same with settings of the filter that are yours, as docs/on-behalf-of-filter.md has them.
     *
     * @param filter names the issuer and the client, whose id tokens have in their audience
     */
    public static TicketApi start(int port, Map<String, String> filter, Consumer<String> auditLog) {
        String client = Objects.requireNonNull(filter.get("client-id"), "client-id");
        URI issuer = URI.create(Objects.requireNonNull(filter.get("issuer"), "issuer"));
        return start(port, filter, new Callers(issuer, client), auditLog);
    }

    private static TicketApi start(int port, Map<String, String> filter, Callers callers, Consumer<String> auditLog) {
        try {
            Path folder = Files.createTempDirectory("ticket-api");
            var tomcat = new Tomcat();
            tomcat.setSilent(true);
            tomcat.setBaseDir(folder.toString());
            tomcat.setHostname("localhost");
            tomcat.setPort(port);
            tomcat.getConnector().setProperty("address", "127.0.0.1");
            var context = (StandardContext) tomcat.addContext("", null);
            // What these look for would need internals of the JDK opened; this program ends with its application.
            context.setClearReferencesObjectStreamClassCaches(false);
            context.setClearReferencesRmiTargets(false);
            context.setClearReferencesThreadLocals(false);
            context.addServletContainerInitializer(
                    (classes, servlets) -> OnBehalfOfFilter.addTo(servlets, filter), Set.of());
            var servlet = new TicketsServlet(callers, new Tickets(), auditLog);
            Tomcat.addServlet(context, "tickets", servlet);
            context.addServletMappingDecoded(PATH, "tickets");
            tomcat.start();
            return new TicketApi(tomcat, folder);
        } catch (IOException | LifecycleException e) {
            throw new IllegalStateException("The ticket API cannot be started", e);
        }
    }

    /** The address of the tickets. */
    public URI url() {
        return URI.create("http://localhost:" + tomcat.getConnector().getLocalPort() + PATH);
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
            delete(folder);
        } catch (LifecycleException e) {
            throw new IllegalStateException("The ticket API cannot be stopped", e);
        }
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }
}
