package io.github.keycloakassume.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without a window: it keeps cookies, fills in forms and follows no redirect. */
final class AgentBrowser {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]*)\"");
    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]*)");

    private final RealmAddress realm;
    /** Browsers send secure cookies to localhost without TLS, which {@code java.net.CookieManager} does not. */
    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private JsonNode tokens = MissingNode.getInstance();

    AgentBrowser(RealmAddress realm) {
        this.realm = realm;
    }

    /** Logs in anew; what it was before is forgotten. */
    void logIn(String username) {
        cookies.clear();
        Map<String, String> person = Map.of("username", username, "password", RealmAddress.PASSWORD);
        String page = send(HttpRequest.newBuilder(realm.authorization()), 200).body();
        if (!page.contains("name=\"password\"")) {
            // With organizations Keycloak asks for the name first.
            page = send(form(URI.create(first(ACTION, page)), person), 200).body();
        }
        tokens = realm.tokensOf(codeOf(send(form(URI.create(first(ACTION, page)), person), 302)));
    }

    /** The tokens of the last login. */
    JsonNode tokens() {
        return tokens;
    }

    /** Asks for another login, which needs no form. */
    void singleSignOn() {
        codeOf(send(HttpRequest.newBuilder(realm.authorization()), 302));
    }

    private static String codeOf(HttpResponse<String> answer) {
        return first(CODE, answer.headers().firstValue("Location").orElse(""));
    }

    /** A start that waits to be confirmed. */
    Confirm request(String subject) {
        String answer = send(
                        HttpRequest.newBuilder(realm.admin("/impersonation/sessions"))
                                .header(
                                        "Authorization",
                                        "Bearer " + tokens.path("access_token").asText())
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
        return new Confirm(withCookies(form(URI.create(first(ACTION, page)), fields)));
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
        HttpRequest request = withCookies(builder);
        try {
            HttpResponse<String> answer = require(request, http.send(request, BodyHandlers.ofString()), expected);
            answer.headers().allValues("set-cookie").forEach(this::keep);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest withCookies(HttpRequest.Builder builder) {
        String all = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? builder.build() : builder.header("Cookie", all).build();
    }

    private void keep(String header) {
        String[] cookie = header.split(";", 2)[0].split("=", 2);
        if (header.contains("Max-Age=0") || cookie[1].isEmpty()) {
            cookies.remove(cookie[0]);
        } else {
            cookies.put(cookie[0], cookie[1]);
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
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(RealmAddress.encode(fields)));
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
