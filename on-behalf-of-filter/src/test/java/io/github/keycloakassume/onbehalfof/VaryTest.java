package io.github.keycloakassume.onbehalfof;

import static io.github.keycloakassume.onbehalfof.TestServlet.servlet;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A cache must not answer a request on behalf of a user with what the actor was answered. It selects by the Vary of the
 * answer that it has (RFC 9111 section 4.1), which is that of the actor.
 */
final class VaryTest {

    private Realm realm;
    private Application application;

    @BeforeEach
    void start() {
        realm = new Realm();
        application = new Application(realm)
                .with("/sets", servlet((request, response) -> {
                    response.setHeader("vary", "Accept");
                    response.flushBuffer();
                }))
                .with("/sets-later", servlet((request, response) -> {
                    response.addHeader("Vary", "Accept");
                    response.setHeader("Vary", "Accept");
                }))
                .with("/resets", servlet((request, response) -> response.reset()))
                .with("/refuses", servlet((request, response) -> response.sendError(404)))
                .with("/forwards", servlet((request, response) -> {
                    response.reset();
                    request.getRequestDispatcher("/sets").forward(request, response);
                }))
                .with("/redirects", servlet((request, response) -> response.sendRedirect("/probe")))
                .with(
                        "/dispatches",
                        servlet((request, response) -> request.startAsync().dispatch("/sets")))
                .withErrorPage("/sets")
                .start();
    }

    @AfterEach
    void stop() {
        application.close();
        realm.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/probe", "/sets", "/sets-later", "/resets", "/refuses", "/forwards", "/redirects", "/dispatches"
            })
    void anAnswerToTheActorIsNoneForARequestOnBehalfOfAUser(String path) {
        HttpResponse<String> answer =
                application.send(application.request(path).header("Authorization", "Bearer " + realm.actorToken()));
        assertThat(varying(answer)).containsOnlyOnce("X-On-Behalf-Of").doesNotContain("Authorization");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/probe", "/sets", "/sets-later", "/resets", "/refuses", "/forwards", "/redirects", "/dispatches"
            })
    void anAnswerOnBehalfOfAUserIsForThatUserAndThatActor(String path) {
        HttpResponse<String> answer = application.get(path, realm.actorToken(), "alice");
        assertThat(varying(answer)).containsOnlyOnce("X-On-Behalf-Of", "Authorization");
    }

    @Test
    void theApplicationsOwnStays() {
        assertThat(varying(application.get("/sets", realm.actorToken(), "alice")))
                .contains("Accept");
        assertThat(varying(application.send(application.request("/sets")))).contains("Accept");
    }

    @Test
    void aRefusalIsForThatRequestAlone() {
        HttpResponse<String> answer = application.get("/probe", "none", "alice");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(varying(answer)).containsOnlyOnce("X-On-Behalf-Of", "Authorization");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    private static List<String> varying(HttpResponse<String> answer) {
        return answer.headers().allValues("Vary").stream()
                .flatMap(line -> Arrays.stream(line.split(" *, *")))
                .toList();
    }
}
