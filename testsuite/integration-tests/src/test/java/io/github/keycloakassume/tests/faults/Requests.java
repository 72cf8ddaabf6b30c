package io.github.keycloakassume.tests.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakNode;
import io.github.keycloakassume.testbed.SimultaneousPosts;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** The acts of people and programs. */
final class Requests {

    private final Ground ground;

    Requests(Ground ground) {
        this.ground = ground;
    }

    /** A call with a token that is there already. */
    Act api(AdminApi api, Function<AdminApi, AdminApi.Answer> call) {
        return program(node -> call.apply(api.on(node)).status());
    }

    /** A call of master's administrator, whose tokens live for a minute: with a new one each time. */
    Act platform(Function<AdminApi, AdminApi.Answer> call) {
        return program(node -> call.apply(ground.platform().on(node)).status());
    }

    /** A call of a program; gives the status. */
    Act program(ToIntFunction<KeycloakNode> call) {
        return (node, heard) -> ground.async(() -> call.applyAsInt(node));
    }

    /** Settings are read and written back with a change, as an administrator does it. */
    static AdminApi.Answer changed(AdminApi api, String path, Consumer<ObjectNode> change) {
        AdminApi.Answer present = api.get(path);
        if (!(present.body() instanceof ObjectNode settings)) {
            return present;
        }
        change.accept(settings);
        return api.put(path, settings.toString());
    }

    /**
     * Something of which nothing tells, and right after it a form of that browser as it is now, at a path below the realm; the
     * answer does not reach the browser.
     */
    Act formRightAfter(Runnable unseen, BrowserContext browser, String path, Map<String, String> form) {
        Supplier<CompletableFuture<HttpResponse<String>>> atFirst = ready(ground.first(), browser, path, form);
        Supplier<CompletableFuture<HttpResponse<String>>> atSecond = ready(ground.second(), browser, path, form);
        return (node, heard) -> ground.async(() -> {
                    unseen.run();
                    return node.baseUrl().equals(ground.first().baseUrl()) ? atFirst : atSecond;
                })
                .thenCompose(Supplier::get)
                .thenApply(HttpResponse::statusCode);
    }

    private Supplier<CompletableFuture<HttpResponse<String>>> ready(
            KeycloakNode node, BrowserContext browser, String path, Map<String, String> form) {
        return SimultaneousPosts.of(browser).ready(node.baseUrl() + below(path), form);
    }

    private String below(String path) {
        return "/realms/" + ground.realm().name() + path;
    }

    /** A form of that browser, at a path below the realm. */
    Act form(BrowserContext browser, String path, Map<String, String> form) {
        String below = below(path);
        return (node, heard) -> {
            String address = node.baseUrl() + below;
            if (!heard) {
                return SimultaneousPosts.of(browser).sendOne(address, form).thenApply(HttpResponse::statusCode);
            }
            FormData data = FormData.create();
            form.forEach(data::set);
            try {
                return CompletableFuture.completedFuture(browser.request()
                        .post(address, RequestOptions.create().setForm(data))
                        .status());
            } catch (PlaywrightException e) {
                return CompletableFuture.failedFuture(e);
            }
        };
    }
}
