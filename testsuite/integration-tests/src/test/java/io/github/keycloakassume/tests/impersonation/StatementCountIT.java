package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Statements;
import io.github.keycloakassume.testbed.StockTwin;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@KeycloakTest(buildOptions = Statements.DRIVER)
@DisplayName("Keycloak sends its database")
final class StatementCountIT {

    /** Keycloak writes a session's last use once a second: each step is in another second than the one before. */
    private static final Duration LATER = Duration.ofSeconds(5);

    private static final int TIMES = 3;

    private final Browser browser;
    private final Side withUs;
    private final Side without;

    StatementCountIT(Browser browser, RealmFixture realm, Statements statements, TimeMachine time, StockTwin twin) {
        this.browser = browser;
        this.withUs = new Side(realm, statements, time);
        this.without = new Side(twin.realm(), twin.statements(), twin.time());
    }

    private record Side(RealmFixture realm, Statements statements, TimeMachine time) {}

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("the very statements that it sends without us, of people whom nobody impersonates, for their")
    void ordinary(EverydayStep step) {
        assertSame(step);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("the very statements that it sends without us, of people who could impersonate somebody, for their")
    void mayImpersonate(EverydayStep step) {
        assertSame(step, "impersonation", "view-users");
    }

    /** Their subject is looked at, and no user looked for by it. */
    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"CODE", "REFRESH", "OFFLINE_REFRESH", "USERINFO", "INTROSPECTION", "SERVICE_ACCOUNT"})
    @DisplayName(
            "the very statements that it sends without us, at an application that knows people by pairwise subjects, for their")
    void pairwise(EverydayStep step) {
        assertSame(step, side -> Everyday.in(side.realm()).pairwise());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"SINGLE_SIGN_ON, 16", "REFRESH, 14", "USERINFO, 2", "INTROSPECTION, 2"})
    @DisplayName("not many more while somebody is impersonated, for his")
    void impersonated(EverydayStep step, int most) {
        Scene scene = Scene.with(withUs.realm(), browser);
        scene.becomeAlice();
        Everyday.Day alices =
                Everyday.of(withUs.realm(), scene.client(), scene.alice()).loggedIn(browser.context());

        assertThat(sent(step, withUs, alices)).hasSizeLessThanOrEqualTo(most);
    }

    private void assertSame(EverydayStep step, String... roles) {
        assertSame(step, side -> Everyday.in(side.realm(), roles));
    }

    private void assertSame(EverydayStep step, Function<Side, Everyday> whose) {
        List<String> stock = sent(step, without, whose);

        assertThat(sent(step, withUs, whose)).hasSameSizeAs(stock).containsExactlyInAnyOrderElementsOf(stock);
        if (step.writes()) {
            assertThat(stock).as("the recording itself").isNotEmpty();
        }
    }

    private List<String> sent(EverydayStep step, Side side, Function<Side, Everyday> whose) {
        try (BrowserContext context = browser.context().browser().newContext()) {
            return sent(step, side, whose.apply(side).in(context));
        }
    }

    /** Of some times with warm caches the shortest: caches and clocks of Keycloak's own only ever add. */
    private List<String> sent(EverydayStep step, Side side, Everyday.Day day) {
        try {
            record(step, side, day);
            return IntStream.range(0, TIMES)
                    .mapToObj(time -> record(step, side, day))
                    .min(Comparator.comparing(List::size))
                    .orElseThrow();
        } finally {
            side.time().reset();
        }
    }

    private List<String> record(EverydayStep step, Side side, Everyday.Day day) {
        step.prepare(day);
        side.time().forward(LATER);
        return side.statements().during(() -> step.take(day));
    }
}
