package io.github.keycloakassume.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("People who are not impersonated")
final class EverydayBenchmark {

    private static final double LEAST = 0.97;

    /** What they do all day, each in an order in which the one before has left what it needs. */
    private static final Map<String, Consumer<User>> STEPS = new LinkedHashMap<>();

    static {
        STEPS.put("Login and code", User::logIn);
        STEPS.put("Single sign-on", User::singleSignOn);
        STEPS.put("Refresh", User::refresh);
        STEPS.put("Introspection", User::introspect);
        STEPS.put("Userinfo", User::userInfo);
        STEPS.put("Standard token exchange", User::exchange);
    }

    @Test
    void wait_no_longer_than_without_us() throws IOException, SQLException {
        try (Postgres postgres = Postgres.start();
                Contestant stock = start(postgres, Node.Kind.STOCK);
                Contestant ours = start(postgres, Node.Kind.OURS)) {
            Report report = new Report("People who are not impersonated", ours.database());
            report.say("Two servers, each with a database of its own: Keycloak as it comes, and with our JARs. "
                    + Throughput.WORKERS
                    + " people, each in a browser of their own, ask one server " + Throughput.WORKERS * Throughput.EACH
                    + " times, then the other. Passwords are quick to check, so that the rest is seen.");
            List<User> ofStock = users(stock);
            List<User> ofOurs = users(ours);
            SoftAssertions figures = new SoftAssertions();
            for (Map.Entry<String, Consumer<User>> step : STEPS.entrySet()) {
                Throughput measured = measure(stock, ours, ofStock, ofOurs, step.getValue());
                report.heading(step.getKey()).say(measured.table());
                figures.assertThat(measured.ratio()).as(step.getKey()).isGreaterThanOrEqualTo(LEAST);
            }
            impersonateOthers(ours);
            report.heading("Refresh while " + Exchanges.USERS + " others are impersonated")
                    .say(
                            "Every impersonation that runs is reviewed every few seconds, on whose account the statements are that come on top.")
                    .say(measure(stock, ours, ofStock, ofOurs, User::refresh).table());
            report.write("everyday.md");
            figures.assertAll();
        }
    }

    private static Contestant start(Postgres postgres, Node.Kind kind) throws SQLException {
        return Contestant.start(postgres, kind, Exchanges.USERS + Throughput.WORKERS, Exchanges.ALL_AGENTS);
    }

    private static Throughput measure(
            Contestant stock, Contestant ours, List<User> ofStock, List<User> ofOurs, Consumer<User> step)
            throws SQLException {
        return Throughput.measure(
                new Throughput.Side("without our JARs", stock.node(), stock.database(), each(ofStock, step)),
                new Throughput.Side("with them", ours.node(), ours.database(), each(ofOurs, step)));
    }

    private static void impersonateOthers(Contestant ours) {
        Exchanges onBehalf = Exchanges.onBehalf(ours.realm());
        for (int time = 0; time < Throughput.EACH; time++) {
            IntStream.range(0, Throughput.WORKERS).forEach(onBehalf::forUser);
        }
    }

    private static List<User> users(Contestant contestant) {
        return IntStream.range(0, Throughput.WORKERS)
                .mapToObj(
                        worker -> new User(contestant.realm().address(), LoadRealm.userName(Exchanges.USERS + worker)))
                .toList();
    }

    private static IntConsumer each(List<User> users, Consumer<User> step) {
        return worker -> step.accept(users.get(worker));
    }

    /** One of them, in a browser, and the application that they use. */
    private static final class User {

        private final RealmAddress realm;
        private final String name;
        private final AgentBrowser browser;

        private User(RealmAddress realm, String name) {
            this.realm = realm;
            this.name = name;
            this.browser = new AgentBrowser(realm);
        }

        void logIn() {
            browser.logIn(name);
        }

        void singleSignOn() {
            browser.singleSignOn();
        }

        void refresh() {
            realm.token(Map.of("grant_type", "refresh_token", "refresh_token", held("refresh_token")));
        }

        void introspect() {
            JsonNode answer = realm.call("token/introspect", Map.of("token", held("access_token")));
            if (!answer.path("active").asBoolean()) {
                throw new IllegalStateException("not active: " + answer);
            }
        }

        void userInfo() {
            Http.get(realm.protocol("userinfo"), held("access_token"));
        }

        void exchange() {
            realm.token(Map.of(
                    "grant_type",
                    "urn:ietf:params:oauth:grant-type:token-exchange",
                    "subject_token",
                    held("access_token"),
                    "subject_token_type",
                    "urn:ietf:params:oauth:token-type:access_token"));
        }

        private String held(String kind) {
            return browser.tokens().path(kind).asText();
        }
    }
}
