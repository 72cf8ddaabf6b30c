package io.github.keycloakassume.testbed;

import com.microsoft.playwright.BrowserContext;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sends a form several times at once, with the cookies that a browser has now; answers do not reach the browser. */
public record SimultaneousPosts(BrowserContext browser) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** With the cookies of that browser. */
    public static SimultaneousPosts of(BrowserContext browser) {
        return new SimultaneousPosts(browser);
    }

    public List<HttpResponse<String>> send(String address, Map<String, String> form, int times) {
        HttpRequest request = request(address, form);
        // All under way before the first is waited for.
        List<CompletableFuture<HttpResponse<String>>> underWay = Stream.generate(
                        () -> CLIENT.sendAsync(request, BodyHandlers.ofString()))
                .limit(times)
                .toList();
        return underWay.stream().map(CompletableFuture::join).toList();
    }

    /** Sends it once, and does not wait for the answer. */
    public CompletableFuture<HttpResponse<String>> sendOne(String address, Map<String, String> form) {
        return CLIENT.sendAsync(request(address, form), BodyHandlers.ofString());
    }

    /** Ready to be sent once, by whatever thread and whenever it is, with the cookies that the browser has now. */
    public Supplier<CompletableFuture<HttpResponse<String>>> ready(String address, Map<String, String> form) {
        HttpRequest request = request(address, form);
        return () -> CLIENT.sendAsync(request, BodyHandlers.ofString());
    }

    private HttpRequest request(String address, Map<String, String> form) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookies(address))
                .POST(BodyPublishers.ofString(encode(form)))
                .build();
    }

    private String cookies(String address) {
        return browser.cookies(address).stream()
                .map(cookie -> cookie.name + "=" + cookie.value)
                .collect(Collectors.joining("; "));
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
