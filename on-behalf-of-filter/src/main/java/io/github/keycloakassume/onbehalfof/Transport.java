package io.github.keycloakassume.onbehalfof;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest.Method;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The way to the authorization server. It follows no redirect, which would carry tokens and secrets to an address that
 * no setting names; it waits for a whole answer no longer than it was told to, and reads no endless one.
 */
final class Transport implements AutoCloseable {

    /** Set by the client itself, or not to be set. */
    private static final Set<String> NOT_PASSED_ON = Set.of("content-length", "host", "connection");

    private final HttpClient client;
    private final Duration timeout;
    private final ExecutorService threads;

    Transport(Duration connectTimeout, Duration timeout) {
        this.timeout = timeout;
        threads = Executors.newCachedThreadPool(Transport::thread);
        client = inNoApplication(() -> HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(threads)
                .build());
    }

    /**
     * What stands at an address.
     *
     * @throws IOException unless it answers 200 in time
     */
    String get(URI address, Patience patience) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .GET()
                .build();
        HttpResponse<String> response = send(request, patience);
        if (response.statusCode() != 200) {
            throw new IOException("Status " + response.statusCode() + " of " + address);
        }
        return response.body();
    }

    /**
     * The answer to a token request.
     *
     * @throws IOException unless there is one in time
     */
    HTTPResponse post(ReadOnlyHTTPRequest request, Patience patience) throws IOException {
        var builder = HttpRequest.newBuilder(request.getURI());
        for (Map.Entry<String, List<String>> header : request.getHeaderMap().entrySet()) {
            if (!NOT_PASSED_ON.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                header.getValue().forEach(value -> builder.header(header.getKey(), value));
            }
        }
        if (request.getMethod() != Method.POST) {
            throw new IllegalArgumentException("Not a token request: " + request.getMethod());
        }
        HttpRequest post = builder.POST(HttpRequest.BodyPublishers.ofString(request.getBody()))
                .build();
        return answer(send(post, patience));
    }

    /** The client itself ends with the garbage collection after this; Java 17 has no way to close it. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "on-behalf-of");
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        return thread;
    }

    /** The client's own thread takes over the class loader of the one that makes it: an application could not be unloaded. */
    private static HttpClient inNoApplication(Supplier<HttpClient> make) {
        Thread current = Thread.currentThread();
        ClassLoader applications = current.getContextClassLoader();
        current.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return make.get();
        } finally {
            current.setContextClassLoader(applications);
        }
    }

    private static HTTPResponse answer(HttpResponse<String> response) throws IOException {
        var answer = new HTTPResponse(response.statusCode());
        try {
            answer.setContentType(response.headers().firstValue("Content-Type").orElse("application/octet-stream"));
        } catch (ParseException e) {
            throw new IOException("The answer has no media type that can be read", e);
        }
        response.headers().firstValue("Retry-After").ifPresent(value -> answer.setHeader("Retry-After", value));
        answer.setBody(response.body());
        return answer;
    }

    /** {@link HttpRequest.Builder#timeout} would end with the headers: a body that drips would hold a thread for ever. */
    private HttpResponse<String> send(HttpRequest request, Patience patience) throws IOException {
        long milliseconds = patience.atMost(timeout).toMillis();
        if (milliseconds == 0) {
            throw new HttpTimeoutException(
                    "No time is left to ask " + request.uri().getHost());
        }
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, head -> new BoundedBody());
        try {
            return answer.get(milliseconds, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("No whole answer within " + milliseconds + " ms");
        } catch (ExecutionException e) {
            throw new IOException("No answer of " + request.uri().getHost(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for an answer");
        } finally {
            answer.cancel(true);
        }
    }
}
