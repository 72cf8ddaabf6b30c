package io.github.keycloakassume.testbed;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The system's Chromium, launched once a run. */
final class Chromium implements AutoCloseable {

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final String HEADLESS_SHELL = "chromium-headless-shell";

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    private Chromium(Playwright playwright, com.microsoft.playwright.Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium launch() {
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(ARGUMENTS));
        // As long as for all else that a page does; five seconds are little for a cold server on a busy machine.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        return new Chromium(playwright, browser);
    }

    BrowserContext newContext() {
        return browser.newContext();
    }

    @Override
    public void close() {
        playwright.close();
    }

    /** Rather the one without windows, profiles and extensions, which takes less than half of the processor time. */
    private static Path executable() {
        return Path.of(Optional.ofNullable(System.getProperty("chromium"))
                .or(() -> SystemProgram.ifThere(HEADLESS_SHELL))
                .or(() -> SystemProgram.ifThere("chromium"))
                .orElseGet(() -> SystemProgram.find(HEADLESS_SHELL, HEADLESS_SHELL)));
    }
}
