package io.github.keycloakassume.onbehalfof;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

/** An application in a real container, with the filter in front of it, and who calls it. */
final class Application implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();
    private final StandardContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    Application(Realm realm) {
        this(Map.of(
                "issuer",
                realm.issuer().toString(),
                "client-id",
                Realm.AUDIENCE,
                "client-secret",
                "secret",
                "timeout-millis",
                "1000"));
    }

    Application(Map<String, String> settings) {
        try {
            Path base = Files.createTempDirectory("tomcat");
            base.toFile().deleteOnExit();
            tomcat.setBaseDir(base.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getHost();
        context = (StandardContext) tomcat.addContext("", null);
        // They would need internals of the JDK opened; what looks for threads that were left stays.
        context.setClearReferencesObjectStreamClassCaches(false);
        context.setClearReferencesRmiTargets(false);
        context.setClearReferencesThreadLocals(false);
        context.addServletContainerInitializer((classes, servlets) -> OnBehalfOfFilter.addTo(servlets, settings), null);
        with("/probe", new Probe());
    }

    static Map<String, String> settings(Realm realm, Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "issuer",
                realm.issuer().toString(),
                "client-id",
                Realm.AUDIENCE,
                "client-secret",
                "secret",
                "timeout-millis",
                "1000"));
        settings.putAll(more);
        return settings;
    }

    Application with(String path, Servlet servlet) {
        Wrapper wrapper = Tomcat.addServlet(context, path, servlet);
        wrapper.setAsyncSupported(true);
        context.addServletMappingDecoded(path, path);
        return this;
    }

    /** Shows this page for errors. */
    Application withErrorPage(String path) {
        var page = new ErrorPage();
        page.setLocation(path);
        context.addErrorPage(page);
        return this;
    }

    /** Has the container refuse all requests itself, before any filter. */
    Application closedBefore() {
        context.getPipeline().addValve(new ValveBase() {
            @Override
            public void invoke(Request request, Response response) throws IOException {
                response.sendError(403);
            }
        });
        return this;
    }

    Application start() {
        try {
            tomcat.getConnector();
            tomcat.start();
            return this;
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    URI address(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** GET with this token on behalf of this user. */
    HttpResponse<String> get(String path, String token, String user) {
        return send(request(path).header("Authorization", "Bearer " + token).header("X-On-Behalf-Of", user));
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }
}
