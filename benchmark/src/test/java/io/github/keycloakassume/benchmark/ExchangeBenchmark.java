package io.github.keycloakassume.benchmark;

import java.io.IOException;
import java.sql.SQLException;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Token exchange on behalf of users")
final class ExchangeBenchmark {

    private static final String HEADER = "| calls | rows | time | |\n|---|---|---|---|\n";
    private static final double LEAST_BY_STANDARD = 1.0;
    private static final double LEAST_BY_VERSION_ONE = 1.4;

    @Test
    void gets_as_much_done_as_the_standard_exchange_and_more_than_version_one() throws IOException, SQLException {
        try (Postgres postgres = Postgres.start();
                Contestant ours = start(postgres, Node.Kind.OURS);
                Contestant stock = start(postgres, Node.Kind.STOCK);
                Contestant old = start(postgres, Node.Kind.STOCK_V1)) {
            Report report = new Report("Token exchange on behalf of users", ours.database());
            report.say(
                    "Three servers, each with a database of its own: Keycloak with our JARs, Keycloak as it comes, and that with features"
                            + " `token-exchange,admin-fine-grained-authz:v1`. " + Throughput.WORKERS
                            + " workers ask one server at a time, "
                            + Throughput.WORKERS * Throughput.EACH
                            + " times, then the other. Where users are acted for, each worker does it for "
                            + Throughput.EACH + " users in turn.");
            Exchanges onBehalf = Exchanges.onBehalf(ours.realm());
            Exchanges ofPortal = Exchanges.standard(stock.realm(), RealmAddress.PORTAL);
            Exchanges ofItself = Exchanges.standard(stock.realm(), RealmAddress.CLIENT);
            Exchanges versionOne = Exchanges.versionOne(old.realm());
            Throughput.Side portalSide = new Throughput.Side(
                    "standard, of another application's token", stock.node(), stock.database(), ofPortal::same);
            Throughput.Side itselfSide = new Throughput.Side(
                    "standard, of the application's own token", stock.node(), stock.database(), ofItself::same);
            Throughput.Side oldSide = new Throughput.Side(
                    "version 1, `requested_subject`", old.node(), old.database(), versionOne::forUser);
            Throughput.Side goingOn = new Throughput.Side(
                    "on behalf, going on with the impersonation that runs",
                    ours.node(),
                    ours.database(),
                    onBehalf::forUser);

            Throughput byStandard = Throughput.measure(portalSide, goingOn);
            report.heading("By the standard exchange")
                    .say(
                            "An application that acts for a user asks again whenever its token is over: a minute by default. The standard exchange is that of"
                                    + " Keycloak's documentation: an application exchanges a token that another was issued, in whose audience it is.")
                    .say(byStandard.table());
            report.say("The statements of the exchange on behalf, those first that took the longest:")
                    .say(HEADER + ours.database().statements(12));
            Throughput byOwn = Throughput.measure(itselfSide, goingOn);
            report.heading("By the standard exchange of an application's own token")
                    .say("The other application has a session with the user already.")
                    .say(byOwn.table());
            Throughput byVersionOne = Throughput.measure(oldSide, goingOn);
            report.heading("By the impersonation of version 1")
                    .say("Version 1 opens a user session each time.")
                    .say(byVersionOne.table());

            Exchanges beginning = Exchanges.onBehalf(ours.realm());
            Throughput.Side firsts = new Throughput.Side(
                    "on behalf, each beginning an impersonation",
                    ours.node(),
                    ours.database(),
                    beginning::logInAnew,
                    beginning::forUser);
            Throughput first = Throughput.measure(oldSide, firsts);
            report.heading("Where each exchange begins an impersonation")
                    .say(
                            "The first for this user after the agent's login, or after the impersonation before it is over (30 minutes by default):"
                                    + " the record, the trail's entry and the user session are written and committed.")
                    .say(first.table());
            report.say("Its statements:").say(HEADER + ours.database().statements(20));
            report.write("exchange-on-behalf.md");

            SoftAssertions figures = new SoftAssertions();
            figures.assertThat(byStandard.ratio())
                    .as("by the standard exchange")
                    .isGreaterThanOrEqualTo(LEAST_BY_STANDARD);
            figures.assertThat(byOwn.ratio()).as("by that of its own token").isGreaterThanOrEqualTo(LEAST_BY_STANDARD);
            figures.assertThat(byVersionOne.ratio()).as("by version 1").isGreaterThanOrEqualTo(LEAST_BY_VERSION_ONE);
            figures.assertAll();
        }
    }

    private static Contestant start(Postgres postgres, Node.Kind kind) throws SQLException {
        return Contestant.start(postgres, kind, Exchanges.USERS, Exchanges.ALL_AGENTS);
    }
}
