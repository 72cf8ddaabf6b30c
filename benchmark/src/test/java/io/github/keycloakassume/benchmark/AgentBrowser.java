package io.github.keycloakassume.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without a window: it keeps cookies, fills in forms and follows no redirect. */
final class AgentBrowser {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]*)\"");
    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]*)");

    private final BenchmarkRealm realm;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private String token = "";

    AgentBrowser(BenchmarkRealm realm) {
        this.realm = realm;
    }

    /** Logs in anew; what it was before is forgotten. */
    void logIn(String username) {
        cookies.getCookieStore().removeAll();
        String page = send(HttpRequest.newBuilder(realm.authorization()), 200).body();
        HttpResponse<String> in = send(
                form(
                        URI.create(first(ACTION, page)),
                        Map.of("username", username, "password", BenchmarkRealm.PASSWORD)),
                302);
        token = realm.tokenOf(first(CODE, in.headers().firstValue("Location").orElse("")));
    }

    /** A start that waits to be confirmed. */
    Confirm request(String subject) {
        String answer = send(
                        HttpRequest.newBuilder(realm.address("/impersonation/sessions"))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(
                                        "{\"user\":\"" + subject + "\",\"reason\":\"how long it takes\"}")),
                        201)
                .body();
        URI start = URI.create(startUrl(answer));
        String page = send(HttpRequest.newBuilder(start), 200).body();
        Map<String, String> fields = HIDDEN.matcher(page)
                .results()
                .collect(Collectors.toMap(field -> field.group(1), field -> field.group(2)));
        return new Confirm(form(URI.create(first(ACTION, page)), fields).build());
    }

    /** The form of a start, filled in. */
    final class Confirm {

        private final HttpRequest request;

        private Confirm(HttpRequest request) {
            this.request = request;
        }

        /** Sends it; done when the browser is the user. */
        CompletableFuture<Void> send() {
            return http.sendAsync(request, BodyHandlers.ofString()).thenAccept(answer -> require(request, answer, 303));
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder builder, int expected) {
        HttpRequest request = builder.build();
        try {
            return require(request, http.send(request, BodyHandlers.ofString()), expected);
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> require(HttpRequest request, HttpResponse<String> answer, int expected) {
        if (answer.statusCode() != expected) {
            throw new IllegalStateException(
                    request.method() + " " + request.uri() + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private static HttpRequest.Builder form(URI address, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private static String startUrl(String answer) {
        try {
            return JSON.readTree(answer).path("startUrl").asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON: " + answer, e);
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("No " + pattern + " in " + text);
        }
        return found.group(1).replace("&amp;", "&");
    }
}
