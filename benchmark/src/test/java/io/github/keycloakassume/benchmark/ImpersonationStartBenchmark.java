package io.github.keycloakassume.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The start of an impersonation")
final class ImpersonationStartBenchmark {

    private static final int USERS = 100;
    private static final int WARM_UP = 100;
    private static final double MOST = 1.5;

    @Test
    void takes_little_longer_than_that_of_keycloak_itself() throws IOException, SQLException {
        int rounds = 5 * Setting.number("rounds");
        try (Postgres postgres = Postgres.start();
                Contestant stock = Contestant.start(postgres, Node.Kind.STOCK, USERS, 1);
                Contestant ours = Contestant.start(postgres, Node.Kind.OURS, USERS, 1)) {
            Agent ofStock = new Agent(stock);
            Agent ofOurs = new Agent(ours);
            Report report = new Report("The start of an impersonation", ours.database());
            report.say("One after the other, of " + USERS
                    + " users in turn, on two servers, each with a database of its own; requests alternate."
                    + " The base is always `POST users/{id}/impersonation` of a Keycloak without our JARs.");

            Rounds button = Rounds.measure(
                    WARM_UP, rounds, ofStock::takeToken, ofStock::stock, ofOurs::takeToken, ofOurs::stock);
            report.heading("The Admin Console's own button")
                    .say("The same request, which our JARs adopt: policies, time box, record, trail.")
                    .say(button.table("without our JARs", "with them"));
            Rounds asked =
                    Rounds.measure(WARM_UP, rounds, ofStock::takeToken, ofStock::stock, ofOurs::takeToken, ofOurs::ask);
            report.heading("The request for a start")
                    .say("`POST impersonation/sessions`, which decides and makes the link of the start.")
                    .say(asked.table("without our JARs", "`POST sessions`"));
            Rounds confirmed = Rounds.measure(
                    WARM_UP, rounds, ofStock::takeToken, ofStock::stock, ofOurs::prepare, ofOurs::confirm);
            report.heading("The start itself")
                    .say("`POST start`, after which the browser is the user.")
                    .say(confirmed.table("without our JARs", "`POST start`"));
            Rounds whole =
                    Rounds.measure(WARM_UP, rounds, ofStock::takeToken, ofStock::stock, ofOurs::logIn, ofOurs::whole);
            report.heading("All of it")
                    .say(
                            "`POST sessions`, the page that says who is impersonated and for how long, and `POST start`, where Keycloak has one request and no page.")
                    .say(whole.table("without our JARs", "three requests"));
            report.write("start-of-an-impersonation.md");

            SoftAssertions figures = new SoftAssertions();
            figures.assertThat(button.ratio()).as("the button").isLessThanOrEqualTo(MOST);
            figures.assertThat(asked.ratio()).as("the request").isLessThanOrEqualTo(MOST);
            figures.assertThat(confirmed.ratio()).as("the start itself").isLessThanOrEqualTo(MOST);
            figures.assertAll();
        }
    }

    /** An agent with a browser and a token. */
    private static final class Agent {

        private final RealmAddress realm;
        private final AgentBrowser browser;
        private String token = "";
        private AgentBrowser.@Nullable Confirm ready;
        private int turn;

        private Agent(Contestant contestant) {
            this.realm = contestant.realm().address();
            this.browser = new AgentBrowser(realm);
        }

        /** Keycloak's own impersonation ends the login of an agent of the same realm ({@code UserResource.impersonate}). */
        void takeToken() {
            token = realm.login(LoadRealm.agentName(0), "openid")
                    .path("access_token")
                    .asText();
        }

        /** As the Admin Console does. */
        void stock() {
            Http.post(realm.admin("/users/" + nextUser() + "/impersonation"), token, Map.of());
        }

        void ask() {
            Http.post(
                    realm.admin("/impersonation/sessions"),
                    token,
                    Map.of("user", nextUser(), "reason", "how long it takes"));
        }

        void logIn() {
            browser.logIn(LoadRealm.agentName(0));
        }

        void prepare() {
            logIn();
            ready = browser.request(nextUser());
        }

        void confirm() {
            Objects.requireNonNull(ready).send().join();
        }

        void whole() {
            browser.request(nextUser()).send().join();
        }

        private String nextUser() {
            turn = (turn + 1) % USERS;
            return LoadRealm.idOf(LoadRealm.userName(turn));
        }
    }
}
