package io.github.keycloakassume.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Many starts under one grant")
final class GrantStartBenchmark {

    /** Starts at the same moment. */
    private static final int AT_ONCE = 30;

    private static final int WARM_UP = 6;
    private static final int ROUNDS = 20;
    private static final double MOST = 1.3;

    @Test
    void take_hardly_longer_than_those_that_need_none() throws IOException, SQLException {
        try (Postgres postgres = Postgres.start()) {
            Postgres.Database database = postgres.database("starts");
            try (Node node = Node.start("starts", database)) {
                BenchmarkRealm realm = BenchmarkRealm.create(node, AT_ONCE);
                realm.grantAll();
                realm.tellOfEveryone();
                Crew free = Crew.with(realm, "free", "impersonation");
                Crew granted = Crew.with(realm, "granted", "assume-accounts");
                Report report = new Report("Starts at the same moment", database);

                Rounds starts =
                        Rounds.measure(WARM_UP, ROUNDS, free::prepare, free::start, granted::prepare, granted::start);

                report.say(AT_ONCE
                                + " agents, each in a browser of their own, confirm the start of an impersonation at the same moment, each of"
                                + " another user: once agents whose role needs no grant, once vendor's agents, all under one grant. The users are"
                                + " sent the same mails. The time is that until the last browser is the user.")
                        .say(starts.table("without a grant", "all under one grant"))
                        .write("starts-at-the-same-moment.md");
                assertThat(starts.ratio()).isLessThanOrEqualTo(MOST);
            }
        }
    }

    /** Agents of one kind, and the starts that they have ready. */
    private static final class Crew {

        private final BenchmarkRealm realm;
        private final List<String> names;
        private final List<AgentBrowser> browsers;
        private List<AgentBrowser.Confirm> ready = List.of();

        private Crew(BenchmarkRealm realm, List<String> names) {
            this.realm = realm;
            this.names = names;
            this.browsers = Stream.generate(() -> new AgentBrowser(realm.place()))
                    .limit(names.size())
                    .toList();
        }

        static Crew with(BenchmarkRealm realm, String name, String role) {
            List<String> names = IntStream.range(0, AT_ONCE)
                    .mapToObj(number -> name + "-" + number)
                    .toList();
            names.forEach(agent -> realm.staff(agent, role));
            return new Crew(realm, names);
        }

        /** Each logs in, asks for another user and opens the page of the start. */
        void prepare() {
            ready = IntStream.range(0, AT_ONCE)
                    .mapToObj(number -> {
                        AgentBrowser browser = browsers.get(number);
                        browser.logIn(names.get(number));
                        return browser.request(realm.subjects().get(number));
                    })
                    .toList();
        }

        void start() {
            CompletableFuture.allOf(
                            ready.stream().map(AgentBrowser.Confirm::send).toArray(CompletableFuture<?>[]::new))
                    .join();
        }
    }
}
