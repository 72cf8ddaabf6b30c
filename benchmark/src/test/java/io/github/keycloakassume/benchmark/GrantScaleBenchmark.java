package io.github.keycloakassume.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("With many grants and organizations")
final class GrantScaleBenchmark {

    private static final int FEW_GRANTS = 1_000;
    private static final int FEW_ORGANIZATIONS = 100;
    private static final int SUBJECTS = 25;
    private static final double MOST = 1.3;

    @Test
    void a_decision_and_a_page_take_no_longer_than_with_few() throws IOException, SQLException {
        int manyGrants = Setting.number("grants");
        int manyOrganizations = Setting.number("organizations");
        try (Postgres postgres = Postgres.start();
                Measured few = Measured.start("few", postgres.database("few"));
                Measured many = Measured.start("many", postgres.database("many"))) {
            few.fill(FEW_GRANTS, FEW_ORGANIZATIONS);
            many.fill(manyGrants, manyOrganizations);
            Report report = new Report("Grants at scale", many.database());

            report.heading("Decision at start")
                    .say("`POST impersonation/sessions` by vendor staff, one after the other, of " + SUBJECTS
                            + " users in turn. Six grants reach each: one for the agent alone, two of the user's organization,"
                            + " three of the realm. Two servers, each with a database of its own; requests alternate.");
            List<String> before = many.indexUse();
            Rounds decision = Rounds.measure(300, 30, 25, few::decide, many::decide);
            List<String> after = many.indexUse();
            report.say(decision.table(name(FEW_GRANTS, FEW_ORGANIZATIONS), name(manyGrants, manyOrganizations)));
            report.say("How often the large table was read by which index, before and after: " + before + ", " + after
                    + ".");
            report.say("The query for the grants that reach a user:")
                    .plan(many.candidates(), many.plan(many.candidates()));

            report.heading("Pages of the list")
                    .say("`GET account-assumption/grants`, pages of 100 of all grants of the realm.");
            Rounds pages = deepPages(many, report, "", manyGrants / 10 * 9);
            Rounds active = deepPages(many, report, "state=active&", manyGrants / 10 * 5);
            String rare = many.rareScope();
            Rounds scoped =
                    Rounds.measure(20, 10, 10, () -> many.list("max=100"), () -> many.list("max=100&scope=realm"));
            report.say("By a scope that few have (" + rare + "):")
                    .say(scoped.table("first page of all", "`scope=realm`"));

            Rounds counts = Rounds.measure(5, 10, 5, few::count, many::count);
            report.say(
                            "How many there are, which no page needs: `GET account-assumption/grants/count`. It grows with them.")
                    .say(counts.table(name(FEW_GRANTS, FEW_ORGANIZATIONS), name(manyGrants, manyOrganizations)));

            report.write("grants-at-scale.md");
            assertThat(decision.ratio()).as("decision").isLessThanOrEqualTo(MOST);
            assertThat(pages.ratio()).as("page").isLessThanOrEqualTo(MOST);
            assertThat(scoped.ratio()).as("page of one scope").isLessThanOrEqualTo(MOST);
            assertThat(active.ratio()).as("page of what is active").isLessThanOrEqualTo(MOST);
        }
    }

    private static Rounds deepPages(Measured many, Report report, String filter, int depth) throws SQLException {
        String after = many.idAt(depth, filter.isEmpty() ? "" : " and ENDED_AT is null");
        Rounds pages = Rounds.measure(
                50, 20, 20, () -> many.list(filter + "max=100"), () -> many.list(filter + "max=100&after=" + after));
        String query = many.page(after, filter.isEmpty() ? "" : " and ENDED_AT is null");
        report.say(pages.table(
                "first page" + (filter.isEmpty() ? "" : ", `" + filter.replace("&", "") + "`"),
                String.format(Locale.ROOT, "page after row %,d", depth)));
        report.plan(query, many.plan(query));
        return pages;
    }

    private static String name(int grants, int organizations) {
        return String.format(Locale.ROOT, "%,d grants, %,d organizations", grants, organizations);
    }

    /** One server, its database, and those who act. */
    private static final class Measured implements AutoCloseable {

        private final Node node;
        private final Postgres.Database database;
        private final BenchmarkRealm realm;
        private final AtomicInteger turn = new AtomicInteger();
        private final String agent;
        private final String ada;

        private Measured(Node node, Postgres.Database database) {
            this.node = node;
            this.database = database;
            this.realm = BenchmarkRealm.create(node, SUBJECTS);
            this.agent = realm.token("agent");
            this.ada = realm.token("ada");
        }

        static Measured start(String name, Postgres.Database database) {
            return new Measured(Node.start(name, database), database);
        }

        Postgres.Database database() {
            return database;
        }

        void fill(int grants, int organizations) throws SQLException {
            GrantRows rows = new GrantRows(database, realm.id(), realm.idOf("ada"));
            rows.organizations(organizations);
            rows.history(grants, organizations);
            rows.reaching(realm.subjects(), realm.organizations(), realm.idOf("agent"));
            rows.settle();
        }

        void decide() {
            String subject = realm.subjects().get(turn.getAndIncrement() % SUBJECTS);
            Http.post(
                    realm.address("/impersonation/sessions"),
                    agent,
                    Map.of("user", subject, "reason", "how long it takes"));
        }

        void list(String query) {
            URI address = realm.address("/account-assumption/grants?" + query);
            assertThat(Http.get(address, ada)).isNotEmpty();
        }

        void count() {
            Http.get(realm.address("/account-assumption/grants/count"), ada);
        }

        String candidates() {
            return "select * from ASSUME_GRANT where TARGET_ID in ('%s', '%s', '%s') and ENDED_AT is null and REALM_ID = '%s'"
                    .formatted(
                            realm.organizations().get(0),
                            realm.id(),
                            realm.subjects().get(0),
                            realm.id());
        }

        String page(String after, String more) throws SQLException {
            String startsAt = database.value("select STARTS_AT from ASSUME_GRANT where ID = '" + after + "'");
            return "select * from ASSUME_GRANT where REALM_ID = '%s'%s and STARTS_AT <= %s and (STARTS_AT < %s or ID < '%s') order by STARTS_AT desc, ID desc limit 100"
                    .formatted(realm.id(), more, startsAt, startsAt, after);
        }

        String rareScope() throws SQLException {
            return database.value("select count(*) from ASSUME_GRANT where SCOPE_KIND = 'REALM'") + " rows";
        }

        String idAt(int depth, String more) throws SQLException {
            return database.value("select ID from ASSUME_GRANT where REALM_ID = '" + realm.id() + "'" + more
                    + " order by STARTS_AT desc, ID desc offset " + depth + " limit 1");
        }

        /** How often the server has gone to the table by which index, and by none. */
        List<String> indexUse() throws SQLException {
            return database.column("""
                    select indexrelname || '=' || idx_scan from pg_stat_user_indexes
                    where relname = 'assume_grant' and idx_scan > 0
                    union all
                    select 'none=' || seq_scan from pg_stat_user_tables where relname = 'assume_grant'
                    order by 1
                    """);
        }

        String plan(String query) throws SQLException {
            return database.plan(query);
        }

        @Override
        public void close() {
            node.close();
        }
    }
}
