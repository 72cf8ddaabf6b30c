package io.github.keycloakassume.testbed;

import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a failed test leaves in {@code target/failures}: screenshots, page sources, server logs. */
final class FailureArtifacts {

    private static final Pattern UNFIT_FOR_FILES = Pattern.compile("[^A-Za-z0-9.-]+");

    private final Path folder;
    private final ExtensionContext context;

    private FailureArtifacts(Path folder, ExtensionContext context) {
        this.folder = folder;
        this.context = context;
    }

    static FailureArtifacts of(ExtensionContext context) {
        String test = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName() + "." + context.getDisplayName();
        return new FailureArtifacts(
                Artifacts.directory()
                        .resolve("failures")
                        .resolve(UNFIT_FOR_FILES.matcher(test).replaceAll("-")),
                context);
    }

    void keep(ClassFixtures fixtures, @Nullable Browser browser) {
        fixtures.serverIfStarted().ifPresent(this::keepLogs);
        if (browser != null) {
            keepPages(browser);
        }
        context.publishReportEntry("failure artifacts", folder.toString());
    }

    private void keepLogs(RunningKeycloak server) {
        for (int i = 0; i < server.nodes().size(); i++) {
            server.nodes().get(i).copyLog(folder.resolve("server-" + (i + 1) + ".log"));
        }
    }

    private void keepPages(Browser browser) {
        try {
            browser.keep(folder);
        } catch (PlaywrightException e) {
            // A browser that crashed has nothing to show; the test's own failure must stay the one that is reported.
            TextFile.write(folder.resolve("no-screenshot.txt"), e.toString());
        }
    }
}
