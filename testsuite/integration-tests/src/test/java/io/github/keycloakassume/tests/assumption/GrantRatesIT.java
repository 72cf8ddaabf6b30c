package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("Within an hour")
final class GrantRatesIT {

    private static final int REQUESTS = 60;
    private static final int GRANTS = 300;
    private static final int SETTINGS = 120;
    private static final int DECISIONS = 600;

    private final RealmFixture realm;
    private final Rows rows;

    private Office office;

    GrantRatesIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
    }

    @BeforeEach
    void openTheOffice() {
        office = Office.in(realm);
    }

    @Test
    void an_agent_asks_so_often_for_a_grant_and_no_more_mails_go_out(Mailbox mailbox, TimeMachine time) {
        realm.sendMailTo(mailbox);
        AdminApi agent = office.agentsApi();
        IntStream.range(1, REQUESTS).forEach(asked -> withdraw(agent, office.ask()));
        String last = office.ask();
        int mails = mails();

        AdminApi.Answer oneMore = agent.post(Tenant.REQUESTS, office.question("P1D", Map.of()));

        assertTooOften(oneMore);
        assertThat(rows.of("ASSUME_REQUEST", "REQUESTED_BY_ID", office.agent().id()))
                .hasSize(REQUESTS);
        assertThat(mails()).isEqualTo(mails);
        withdraw(agent, last);
        time.forward(Duration.ofHours(1));
        office.ask();
    }

    @Test
    void a_tenant_grants_so_often_and_still_says_no_whenever_they_want() {
        AdminApi ada = office.adasApi();
        List<String> granted = IntStream.range(0, GRANTS)
                .mapToObj(given -> Office.id(ada.post(Tenant.GRANTS, office.wish("P1D"))))
                .toList();

        assertTooOften(ada.post(Tenant.GRANTS, office.wish("P1D")));
        assertTooOften(ada.put(Tenant.GRANTS + "/" + granted.get(0), Map.of("duration", "P1W", "version", 0)));
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", office.alice().id())).hasSize(GRANTS);

        assertThat(ada.put(Tenant.GRANTS + "/" + granted.get(0), Map.of("duration", "PT1H", "version", 0))
                        .status())
                .as("reduced")
                .isEqualTo(200);
        assertThat(ada.delete(Tenant.GRANTS + "/" + granted.get(1)).status())
                .as("revoked")
                .isEqualTo(200);
        String asked = office.ask();
        assertTooOften(ada.post(Tenant.REQUESTS + "/" + asked + "/approve", Map.of()));
        assertThat(ada.post(Tenant.REQUESTS + "/" + asked + "/deny", Map.of()).status())
                .as("a request denied")
                .isEqualTo(200);
        assertThat(office.attempt().status()).as("a grant is in force").isEqualTo(201);
        assertThat(ada.post(
                                Tenant.GRANTS,
                                Map.of(
                                        "scope",
                                        "user",
                                        "user",
                                        office.alice().id(),
                                        "effect",
                                        "deny",
                                        "duration",
                                        "P1D"))
                        .status())
                .as("denied")
                .isEqualTo(201);
        assertThat(office.attempt().errorKey()).isEqualTo("grant-required");
    }

    @Test
    void a_user_denies_so_often_and_still_ends_whatever_there_is() {
        AdminApi alice = office.accountOf(office.alice());
        Map<String, Object> denial = Map.of("effect", "deny", "duration", "P1D");
        String first = Office.id(alice.post("me/grants", denial));
        IntStream.range(1, DECISIONS).forEach(denied -> Office.id(alice.post("me/grants", denial)));

        assertTooOften(alice.post("me/grants", denial));

        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", office.alice().id())).hasSize(DECISIONS);
        assertThat(alice.delete("me/grants/" + first).status()).isEqualTo(200);
    }

    @Test
    void a_tenant_changes_settings_so_often_and_still_narrows_them_whenever_they_want() {
        TenantSettings settings = TenantSettings.of(office.api(office.user("ben", "manage-account-assumption")));
        IntStream.range(0, SETTINGS).forEach(changed -> settings.change(Map.of("requestLapse", 3_600 + changed)));

        assertTooOften(settings.put(Map.of("requestLapse", 7_200)));
        AdminApi.Answer narrower = settings.put(Map.of("requestLapse", 3_600 + SETTINGS - 1, "governs", "everyone"));

        assertThat(narrower.status()).as("%s", narrower.body()).isEqualTo(200);
        assertThat(office.attempt(office.user("own", "impersonation"), Map.of()).errorKey())
                .isEqualTo("grant-required");
        TenantSettings.of(office.adasApi()).reset();
    }

    private static void withdraw(AdminApi agent, String id) {
        assertThat(agent.delete(Tenant.REQUESTS + "/" + id).status()).isEqualTo(204);
    }

    private static void assertTooOften(AdminApi.Answer answer) {
        assertThat(answer.errorKey()).isEqualTo("too-many-requests");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.response().headers().firstValueAsLong("Retry-After").orElse(0))
                .isBetween(1L, 3_600L);
    }

    private int mails() {
        return rows.of("ASSUME_OUTBOX", "RECIPIENT_ID", office.ada().id()).size();
    }
}
