package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The database refuses the commit after all has been done and the answer has been made. */
@KeycloakTest
@DisplayName("What is decided about grants and not committed")
final class FailingGrantCommitIT {

    private static final List<String> TABLES = List.of(
            "ASSUME_GRANT",
            "ASSUME_REQUEST",
            "ASSUME_REQUEST_ANSWER",
            "ASSUME_TENANT",
            "ASSUME_GRANT_SETTINGS",
            "ASSUME_IMPERSONATION",
            "ASSUME_OUTBOX",
            "ASSUME_TRAIL");

    private final RealmFixture realm;
    private final Rows rows;

    FailingGrantCommitIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
    }

    /**
     * A use case that writes.
     *
     * @param prepare what is there before; gives what is done, once or twice
     */
    private record UseCase(String name, String action, Function<Office, Supplier<AdminApi.Answer>> prepare) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<UseCase> useCases() {
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
                }));
    }

    @ParameterizedTest
    @MethodSource("useCases")
    void is_not_answered_as_done_leaves_everything_as_it_was_and_can_be_done_again(UseCase useCase) {
        Supplier<AdminApi.Answer> act = useCase.prepare.apply(Office.in(realm));
        List<List<Object>> before = everything();

        realm.whileCommitsFail(
                useCase.action, () -> assertThat(act.get().status()).isEqualTo(500));

        assertThat(everything()).isEqualTo(before);
        AdminApi.Answer done = act.get();
        assertThat(done.status()).as(done.response().body()).isBetween(200, 299);
    }

    @Test
    void ends_nothing_that_rests_on_a_grant(Browser browser) {
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

    private List<List<Object>> everything() {
        return TABLES.stream().map(this::rowsOfThisRealm).toList();
    }

    /** The state of a mail may change meanwhile: that one is there counts. */
    private List<Object> rowsOfThisRealm(String table) {
        String realmId = realm.admin().toRepresentation().getId();
        return rows.of(table, "REALM_ID", realmId).stream()
                .<Object>map(row -> table.equals("ASSUME_OUTBOX") ? String.valueOf(row.get("ID")) : row)
                .toList();
    }
}
