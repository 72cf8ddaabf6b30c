package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.admin.client.Keycloak;

/** The database refuses the commit after all has been done and the answer has been made; each database has a class that says so. */
public abstract class GrantCommitsThatFail {

    private static final List<String> TABLES = List.of(
            "ASSUME_GRANT",
            "ASSUME_REQUEST",
            "ASSUME_REQUEST_ANSWER",
            "ASSUME_TENANT",
            "ASSUME_GRANT_SETTINGS",
            "ASSUME_IMPERSONATION",
            "ASSUME_OUTBOX",
            "ASSUME_TRAIL");

    private static final Map<String, String> FOR_A_DAY = Map.of("duration", "P1D");

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;
    private final AdminApi platform;

    protected GrantCommitsThatFail(RealmFixture realm, Browser browser, Rows rows, Keycloak admin) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
        this.platform = AdminApi.of(realm, admin.tokenManager().grantToken().getToken());
    }

    /**
     * A use case that writes.
     *
     * @param prepare what is there before; gives what is done, once or twice
     */
    record UseCase(String name, String action, Function<Office, Supplier<AdminApi.Answer>> prepare) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<UseCase> useCases() {
        return Stream.of(
                new UseCase(
                        "give",
                        "GRANT_GIVEN",
                        office -> () -> office.adasApi().post(Tenant.GRANTS, office.wish("P1D"))),
                new UseCase("change", "GRANT_CHANGED", office -> {
                    AdminApi.Answer given = office.grant(office.wish("P1D"));
                    Map<String, Object> changed =
                            Map.of("version", given.body().path("version").asInt(), "duration", "P1W");
                    return () -> office.adasApi().put(Tenant.GRANTS + "/" + Office.id(given), changed);
                }),
                new UseCase("revoke", "GRANT_ENDED", office -> {
                    String id = office.grantAlice(Map.of());
                    return () -> office.adasApi().delete(Tenant.GRANTS + "/" + id);
                }),
                new UseCase(
                        "deny",
                        "GRANT_GIVEN",
                        office -> () ->
                                office.adasApi().post(Tenant.GRANTS, office.wish("P1D", Map.of("effect", "deny")))),
                new UseCase(
                        "ask",
                        "GRANT_REQUESTED",
                        office -> () -> office.agentsApi().post(Tenant.REQUESTS, office.question("P1D", Map.of()))),
                new UseCase("withdraw", "GRANT_REQUEST_ANSWERED", office -> {
                    String id = office.ask();
                    return () -> office.agentsApi().delete(Tenant.REQUESTS + "/" + id);
                }),
                new UseCase("approve", "GRANT_REQUEST_ANSWERED", office -> {
                    String id = office.ask();
                    return () -> office.adasApi().post(Tenant.REQUESTS + "/" + id + "/approve", Map.of());
                }),
                new UseCase("reject", "GRANT_REQUEST_ANSWERED", office -> {
                    String id = office.ask();
                    return () -> office.adasApi().post(Tenant.REQUESTS + "/" + id + "/deny", Map.of());
                }),
                new UseCase("settings", "ASSUMPTION_SETTINGS_CHANGED", office -> () -> {
                    ObjectNode settings =
                            (ObjectNode) office.adasApi().get(Tenant.SETTINGS).body();
                    settings.put("requestLapse", settings.path("requestLapse").asLong() + 3600);
                    return office.adasApi().put(Tenant.SETTINGS, settings.toString());
                }),
                new UseCase(
                        "import",
                        "GRANT_GIVEN",
                        office -> () -> office.adasApi()
                                .post(
                                        "account-assumption/import",
                                        Map.of(
                                                "grants",
                                                List.of(Map.of(
                                                        "scope",
                                                        "user",
                                                        "user",
                                                        office.alice().id()))))),
                new UseCase(
                        "give (me)",
                        "GRANT_GIVEN",
                        office -> () -> office.accountOf(office.alice()).post("me/grants", FOR_A_DAY)),
                new UseCase("revoke (me)", "GRANT_ENDED", office -> {
                    String id = office.grantAlice(Map.of());
                    return () -> office.accountOf(office.alice()).delete("me/grants/" + id);
                }),
                new UseCase("approve (me)", "GRANT_REQUEST_ANSWERED", office -> {
                    String id = office.ask();
                    return () -> office.accountOf(office.alice()).post("me/requests/" + id + "/approve", Map.of());
                }),
                new UseCase("reject (me)", "GRANT_REQUEST_ANSWERED", office -> {
                    String id = office.ask();
                    return () -> office.accountOf(office.alice()).post("me/requests/" + id + "/deny", Map.of());
                }));
    }

    @ParameterizedTest
    @MethodSource("useCases")
    void is_not_answered_as_done_leaves_everything_as_it_was_and_can_be_done_again(UseCase useCase) {
        assertNothingDone(useCase.action, useCase.prepare.apply(Office.in(realm)));
    }

    @Test
    void is_no_control_that_an_organization_takes_or_gives_back() {
        Tenant tenant = Tenant.with(realm, browser);
        Organization organization = Organization.in(realm, tenant);
        TestUser olga = organization.administrator();

        assertNothingDone(
                "ORGANIZATION_CONTROL_CHANGED", () -> tenant.account(olga).post(organization.at("/grants"), FOR_A_DAY));
        assertThat(tenant.adasApi().post(Tenant.GRANTS, organization.wish()).errorKey())
                .isEqualTo("organization-decides-itself");
        assertNothingDone(
                "ORGANIZATION_CONTROL_CHANGED", () -> tenant.account(olga).delete(organization.at("/control")));
        assertThat(tenant.adasApi().post(Tenant.GRANTS, organization.wish()).status())
                .isEqualTo(201);
    }

    @Test
    void is_no_trial_that_begins_or_ends() {
        Tenant tenant = Tenant.with(realm, browser);
        Organization organization = Organization.in(realm, tenant).with(tenant.alice());

        assertNothingDone("ASSUMPTION_SETTINGS_CHANGED", () -> trial(organization, true));
        assertThat(tenant.scene().request(tenant.alice()).status()).isEqualTo(201);
        assertNothingDone("ASSUMPTION_SETTINGS_CHANGED", () -> trial(organization, false));
        assertThat(tenant.scene().request(tenant.alice()).errorKey()).isEqualTo("grant-required");
    }

    @Test
    void ends_nothing_that_rests_on_a_grant() {
        Tenant tenant = Tenant.with(realm, browser);
        String grant = tenant.grant(tenant.wish("P1D"));
        tenant.scene().becomeAlice();

        realm.whileCommitsFail(
                "GRANT_ENDED",
                () -> assertThat(tenant.adasApi()
                                .delete(Tenant.GRANTS + "/" + grant)
                                .status())
                        .isEqualTo(500));

        assertThat(tenant.scene().status()).contains("\"impersonating\":true");
        assertThat(tenant.adasApi().delete(Tenant.GRANTS + "/" + grant).status())
                .isEqualTo(200);
        assertThat(tenant.scene().app().open().locator("#assume-ended-cause").isVisible())
                .isTrue();
    }

    private AdminApi.Answer trial(Organization organization, boolean isTrial) {
        return platform.put("account-assumption/trial", Map.of("trial", isTrial, "organization", organization.id()));
    }

    private void assertNothingDone(String action, Supplier<AdminApi.Answer> act) {
        List<List<Object>> before = everything();

        realm.whileCommitsFail(action, () -> assertThat(act.get().status()).isEqualTo(500));

        assertThat(everything()).isEqualTo(before);
        AdminApi.Answer done = act.get();
        assertThat(done.status()).as(done.response().body()).isBetween(200, 299);
    }

    private List<List<Object>> everything() {
        return TABLES.stream().map(this::rowsOfThisRealm).toList();
    }

    /** The state of a mail may change meanwhile: that one is there counts. PostgreSQL gives rows in no certain order. */
    private List<Object> rowsOfThisRealm(String table) {
        String realmId = realm.admin().toRepresentation().getId();
        return rows.of(table, "REALM_ID", realmId).stream()
                .<Object>map(row -> table.equals("ASSUME_OUTBOX") ? String.valueOf(row.get("ID")) : row)
                .sorted(Comparator.comparing(String::valueOf))
                .toList();
    }
}
