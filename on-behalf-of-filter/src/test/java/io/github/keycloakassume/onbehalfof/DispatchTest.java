package io.github.keycloakassume.onbehalfof;

import static io.github.keycloakassume.onbehalfof.TestServlet.servlet;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a container comes back to a request: it is the end user's, by one exchange, and the header stays gone. */
final class DispatchTest {

    private Realm realm;
    private Application application;

    @BeforeEach
    void start() {
        realm = new Realm();
        application = new Application(realm)
                .with(
                        "/forward",
                        servlet((request, response) ->
                                request.getRequestDispatcher("/probe").forward(request, response)))
                .with(
                        "/include",
                        servlet((request, response) ->
                                request.getRequestDispatcher("/probe").include(request, response)))
                .with(
                        "/forward-unwrapped",
                        servlet((request, response) ->
                                request.getRequestDispatcher("/probe").forward(below(request), response)))
                .with("/error", servlet((request, response) -> response.sendError(500)))
                .with("/failure", servlet((request, response) -> {
                    throw new ServletException("a fault");
                }))
                .with(
                        "/async",
                        servlet((request, response) -> request.startAsync().dispatch("/probe")))
                .with(
                        "/async-unwrapped",
                        servlet((request, response) ->
                                below(request).startAsync().dispatch("/probe")))
                .with("/async-task", servlet((request, response) -> {
                    AsyncContext context = request.startAsync();
                    context.start(() -> describe(context));
                }))
                .with("/session", servlet(DispatchTest::useSession))
                .with("/unauthorized", servlet((request, response) -> response.setStatus(401)))
                .with("/unauthorized-error", servlet((request, response) -> response.sendError(401)))
                .with(
                        "/unauthorized-dispatched",
                        servlet((request, response) -> request.startAsync().dispatch("/unauthorized")))
                .with(
                        "/unauthorized-dispatched-twice",
                        servlet((request, response) -> request.startAsync().dispatch("/unauthorized-task")))
                .with("/unauthorized-task", servlet((request, response) -> unauthorize(request.startAsync())))
                .with(
                        "/unauthorized-task-unwrapped",
                        servlet((request, response) ->
                                unauthorize(below(request).startAsync())))
                .withErrorPage("/probe")
                .start();
    }

    @AfterEach
    void stop() {
        application.close();
        realm.close();
    }

    @Test
    void forwarded() {
        assertEndUser("/forward", "FORWARD");
    }

    @Test
    void included() {
        assertEndUser("/include", "INCLUDE");
    }

    @Test
    void forwardedByAnApplicationThatUnwrapsRequests() {
        assertEndUser("/forward-unwrapped", "FORWARD");
    }

    @Test
    void anErrorPage() {
        assertEndUser("/error", "ERROR");
        assertThat(application
                        .get("/failure", realm.actorToken(), "alice")
                        .body()
                        .lines())
                .contains("principal=alice-id", "header=null");
    }

    @Test
    void asynchronouslyDispatched() {
        assertEndUser("/async", "ASYNC");
    }

    @Test
    void asynchronouslyDispatchedByAnApplicationThatUnwrapsRequests() {
        assertEndUser("/async-unwrapped", "ASYNC");
    }

    @Test
    void anAsynchronousTask() {
        assertEndUser("/async-task", "REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/unauthorized",
                "/unauthorized-error",
                "/unauthorized-dispatched",
                "/unauthorized-dispatched-twice",
                "/unauthorized-task",
                "/unauthorized-task-unwrapped"
            })
    void aTokenThatTheApplicationRefusesIsForgottenHoweverItAnswers(String path) {
        String token = realm.actorToken();
        assertThat(application.get(path, token, "alice").statusCode()).isEqualTo(401);
        assertThat(application.get("/probe", token, "alice").statusCode()).isEqualTo(200);
        assertThat(realm.exchanges()).hasSize(2);
    }

    @Test
    void aTokenThatTheApplicationTakesIsKeptHoweverItAnswers() {
        String token = realm.actorToken();
        for (String path : List.of("/probe", "/async", "/async-task", "/async-unwrapped", "/error", "/forward")) {
            application.get(path, token, "alice");
        }
        assertThat(realm.exchanges()).hasSize(1);
    }

    @Test
    void anErrorPageForARequestThatNeverCameToTheFilterSeesNoIdentity() {
        try (var closed =
                new Application(realm).closedBefore().withErrorPage("/probe").start()) {
            HttpResponse<String> answer = closed.get("/anything", realm.actorToken(), "alice");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body().lines())
                    .contains(
                            "principal=null",
                            "remote-user=null",
                            "auth-type=null",
                            "authorization=[]",
                            "header=null",
                            "acting=null",
                            "dispatch=ERROR")
                    .noneMatch(line -> line.startsWith("names=") && line.contains("behalf"));
            assertThat(realm.exchanges()).isEmpty();
        }
    }

    @Test
    void thereIsNoSession() {
        HttpResponse<String> answer = application.get("/session", realm.actorToken(), "alice");
        assertThat(answer.body()).isEqualTo("none, refused, refused, refused, refused, refused, true");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private void assertEndUser(String path, String dispatch) {
        HttpResponse<String> answer = application.get(path, realm.actorToken(), "alice");
        assertThat(answer.body().lines())
                .contains(
                        "principal=alice-id",
                        "header=null",
                        "headers=[]",
                        "acting=user=alice-id actor=agent (agent-id) impersonation=imp-1",
                        "dispatch=" + dispatch)
                .noneMatch(line -> line.startsWith("names=") && line.contains("behalf"));
        assertThat(realm.exchanges()).hasSize(1);
    }

    private static void describe(AsyncContext context) {
        try {
            context.getResponse().getWriter().print(Probe.describe((HttpServletRequest) context.getRequest()));
            context.complete();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** In a thread of its own, as an application does that answers when another has. */
    private static void unauthorize(AsyncContext context) {
        context.start(() -> {
            ((HttpServletResponse) context.getResponse()).setStatus(401);
            context.complete();
        });
    }

    private static HttpServletRequest below(HttpServletRequest request) {
        return (HttpServletRequest) ((ServletRequestWrapper) request).getRequest();
    }

    private static void useSession(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.getWriter()
                .print(String.join(
                        ", ",
                        request.getSession(false) == null ? "none" : "one",
                        attempt(() -> request.getSession()),
                        attempt(() -> request.getSession(true)),
                        attempt(request::changeSessionId),
                        attempt(() -> request.login("agent", "secret")),
                        attempt(request::logout),
                        String.valueOf(request.authenticate(response))));
    }

    private interface Attempt {
        void run() throws ServletException;
    }

    private static String attempt(Attempt attempt) {
        try {
            attempt.run();
            return "done";
        } catch (IllegalStateException | ServletException e) {
            return "refused";
        }
    }
}
