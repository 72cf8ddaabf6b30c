package io.github.keycloakassume.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.github.keycloakassume.testbed.Artifacts;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RunningKeycloak;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

@DisplayName("A test that fails")
final class FailureArtifactsIT {

    @Test
    @DisplayName("leaves a screenshot, the page's source and the server's log")
    void artifacts() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(FailingSample.class))
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, finishedWithFailure(message("as intended")));

        Path kept = Artifacts.directory().resolve("failures").resolve("FailingSample.fails.on-purpose");
        assertThat(kept.resolve("page-1.png")).isNotEmptyFile();
        assertThat(kept.resolve("page-1.html")).content().contains("Sign in to your account");
        assertThat(kept.resolve("server-1.log")).content().contains("Listening on");
    }

    /** Not found by Maven, whose patterns leave nested classes out. */
    @KeycloakTest
    @Tag("sample")
    static final class FailingSample {

        @Test
        @DisplayName("on purpose")
        void fails(RunningKeycloak server, Browser browser) {
            browser.page().navigate(server.baseUrl() + "/realms/master/account/");
            browser.page().locator("#username").waitFor();
            fail("as intended");
        }
    }
}
