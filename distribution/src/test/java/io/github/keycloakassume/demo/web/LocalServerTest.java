package io.github.keycloakassume.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The local web server")
class LocalServerTest {

    private final LocalServer server = LocalServer.bind(0);
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void serve() {
        var routes = new Routes()
                .get(
                        "/echo",
                        request -> Response.of(
                                200,
                                "text/plain",
                                request.query().require("q")
                                        + request.cookie("c").orElse("")))
                .get("/broken", request -> {
                    throw new IllegalStateException("on purpose");
                })
                .post(
                        "/form",
                        request -> Response.of(200, "text/plain", request.form().require("name")))
                .postFromAnywhere("/open", request -> Response.empty(204));
        server.serve(routes, (status, explanation) -> Response.of(status, "text/plain", explanation));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @DisplayName("hands over decoded parameters and cookies")
    void parameters() throws IOException, InterruptedException {
        var answer = send(request("/echo?q=a%26b+c").header("Cookie", "x=y; c=!"));

        assertThat(answer.body()).isEqualTo("a&b c!");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @Test
    @DisplayName("shows the reason of a refusal")
    void refusals() throws IOException, InterruptedException {
        assertThat(send(request("/echo")).body()).isEqualTo("The field 'q' is missing.");
        assertThat(send(request("/form").POST(HttpRequest.BodyPublishers.ofString("name=%zz")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(send(request("/nowhere")).statusCode()).isEqualTo(404);
        assertThat(send(request("/broken")).statusCode()).isEqualTo(500);
    }

    @Test
    @DisplayName("takes a form from its own pages, not from those of others")
    void forms() throws IOException, InterruptedException {
        assertThat(send(form("/form", server.url().toString())).body()).isEqualTo("Zoë");
        assertThat(send(form("/form", "http://elsewhere.test")).statusCode()).isEqualTo(403);
        assertThat(send(form("/open", "http://elsewhere.test")).statusCode()).isEqualTo(204);
    }

    @Test
    @DisplayName("can append parameters to an address")
    void append() {
        assertThat(new Parameters(Map.of("return_to", "http://a/?b=c&d")).appendTo(URI.create("http://k/revert")))
                .hasToString("http://k/revert?return_to=http%3A%2F%2Fa%2F%3Fb%3Dc%26d");
    }

    private HttpRequest.Builder form(String path, String origin) {
        return request(path).header("Origin", origin).POST(HttpRequest.BodyPublishers.ofString("name=Zo%C3%AB"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
