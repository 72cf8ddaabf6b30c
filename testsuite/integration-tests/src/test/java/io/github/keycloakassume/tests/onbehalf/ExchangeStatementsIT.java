package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Statements;
import io.github.keycloakassume.testbed.StockTwin;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest(buildOptions = Statements.DRIVER)
@DisplayName("For a token exchange Keycloak sends its database")
final class ExchangeStatementsIT {

    /** Keycloak writes a session's last use once a second: each exchange is in another second than the one before. */
    private static final Duration LATER = Duration.ofSeconds(2);

    private static final int TIMES = 3;

    /** What they are for: benchmark/README.md. */
    private static final int GOING_ON = 9;

    private static final int FIRST = 31;

    private static final Pattern END_OF_ALL =
            Pattern.compile("^update ASSUME_IMPERSONATION .* where .*IMPERSONATOR_ID=", Pattern.CASE_INSENSITIVE);

    private static final Pattern WRITE = Pattern.compile("^(insert|update|delete)(?: into| from)? (\\w+)");

    private final Side withUs;
    private final Side without;

    ExchangeStatementsIT(RealmFixture realm, Statements statements, TimeMachine time, StockTwin twin) {
        this.withUs = new Side(realm, statements, time);
        this.without = new Side(twin.realm(), twin.statements(), twin.time());
    }

    private record Side(RealmFixture realm, Statements statements, TimeMachine time) {

        /** Of some times with warm caches the shortest: caches and clocks of Keycloak's own only ever add. */
        List<String> shortest(Runnable exchange) {
            try {
                exchange.run();
                return IntStream.range(0, TIMES)
                        .mapToObj(time -> later(exchange))
                        .min(Comparator.comparing(List::size))
                        .orElseThrow();
            } finally {
                time.reset();
            }
        }

        List<String> later(Runnable exchange) {
            time.forward(LATER);
            return statements.during(exchange);
        }
    }

    @Test
    @DisplayName("the very statements that it sends without us, where no user is acted for")
    void standard() {
        List<String> stock = without.shortest(standardIn(without.realm()));

        assertThat(stock).isNotEmpty();
        assertThat(withUs.shortest(standardIn(withUs.realm()))).containsExactlyInAnyOrderElementsOf(stock);
    }

    @Test
    @DisplayName("few more where it goes on with an impersonation, and writes no row but that of the event")
    void goingOn() {
        Exchanges some = Exchanges.in(withUs.realm());

        List<String> sent = withUs.shortest(some::token);
        assertThat(sent).hasSizeLessThanOrEqualTo(GOING_ON);
        assertThat(writes(sent))
                .containsExactlyInAnyOrder("insert EVENT_ENTITY", "update EVENT_ENTITY", "update ASSUME_ACT_COUNT");
    }

    @Test
    @DisplayName("once for each that begins an impersonation, its record, its trail and its user session")
    void first() {
        Exchanges some = Exchanges.in(withUs.realm());
        some.token();
        String another = some.login(some.client(), some.agent()).accessToken();
        try {
            List<String> sent = withUs.later(() -> some.token(Map.of("subject_token", another)));

            assertThat(sent).hasSizeLessThanOrEqualTo(FIRST);
            assertThat(writes(sent))
                    .filteredOn(write -> write.startsWith("insert"))
                    .containsExactlyInAnyOrder(
                            "insert ASSUME_EXCHANGE",
                            "insert ASSUME_IMPERSONATION",
                            "insert ASSUME_TRAIL",
                            "insert ASSUME_TRAIL",
                            "insert ASSUME_TRAIL",
                            "insert ASSUME_ACT_COUNT",
                            "insert EVENT_ENTITY",
                            "insert EVENT_ENTITY",
                            "insert OFFLINE_USER_SESSION",
                            "insert OFFLINE_CLIENT_SESSION");
        } finally {
            withUs.time().reset();
        }
    }

    @Test
    @DisplayName("one that ends all that runs from a login whose token is revoked, and one more after that")
    void revocation() {
        Exchanges some = Exchanges.in(withUs.realm());
        IntStream.range(0, 3)
                .forEach(each -> some.token(Map.of(
                        "requested_subject",
                        withUs.realm()
                                .user("customer-" + some.number() + "-" + each)
                                .id())));

        List<String> sent = withUs.statements()
                .during(() -> withUs.realm()
                        .tokens()
                        .call(
                                "revoke",
                                some.client(),
                                Map.of("token", some.agentTokens().accessToken())));

        assertThat(sent)
                .filteredOn(statement -> END_OF_ALL.matcher(statement).find())
                .hasSize(2);
    }

    private static List<String> writes(List<String> statements) {
        return statements.stream()
                .map(WRITE::matcher)
                .filter(Matcher::find)
                .map(write -> write.group(1) + " " + write.group(2))
                .toList();
    }

    /** Keycloak's own exchange of a token by the application that it was issued for. */
    private static Runnable standardIn(RealmFixture realm) {
        TestClient client = realm.client(
                "standard-" + System.nanoTime(),
                representation ->
                        representation.setAttributes(new HashMap<>(Map.of("standard.token.exchange.enabled", "true"))));
        TestUser user = realm.user("holder-of-" + client.clientId());
        TokenAnswer login = realm.tokens().password(client, user);
        return () -> assertThat(realm.tokens()
                        .token(
                                client,
                                Map.of(
                                        "grant_type",
                                        Exchanges.GRANT,
                                        "subject_token",
                                        login.accessToken(),
                                        "subject_token_type",
                                        Exchanges.TYPE + "access_token"))
                        .status())
                .isEqualTo(200);
    }
}
