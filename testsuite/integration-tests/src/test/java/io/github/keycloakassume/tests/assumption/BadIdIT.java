package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;

/** Every field that takes an id, with every id that cannot be one: Keycloak's own look-ups fail on some of them. */
@KeycloakTest
@DisplayName("An id that cannot be one")
final class BadIdIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code f:} is how ids of what another store keeps begin ({@code StorageId}). */
    private static final List<String> IDS = List.of(
            "f:x",
            "f:",
            "f::",
            "f:x:y",
            "f:00000000-0000-4000-8000-000000000000:alice",
            ":",
            "a\u0000b",
            "\u0000",
            "a".repeat(36),
            "a".repeat(255),
            "a".repeat(256),
            "a".repeat(20_000),
            "%00",
            "' or 1=1 --",
            "\uD83D\uDE00",
            "00000000-0000-4000-8000-000000000000");

    private static Office office;

    private final Rows rows;
    private final Keycloak master;

    BadIdIT(Rows rows, Keycloak master) {
        this.rows = rows;
        this.master = master;
    }

    @BeforeAll
    static void openTheOffice(RealmFixture realm) {
        office = Office.in(realm);
    }

    /** Bodies in which ID stands for the id. */
    static Stream<Arguments> bodies() {
        List<String> grants = List.of(
                "{'scope':'user','user':'ALICE','duration':'P1D','grantee':{'role':ID}}",
                "{'scope':'user','user':'ALICE','duration':'P1D','grantee':{'group':ID}}",
                "{'scope':'user','user':'ALICE','duration':'P1D','grantee':{'user':ID}}",
                "{'scope':'user','user':'ALICE','duration':'P1D','grantee':{'identityProvider':ID}}",
                "{'scope':'user','user':'ALICE','duration':'P1D','subjectRoles':[ID]}",
                "{'scope':'user','user':ID,'duration':'P1D'}",
                "{'scope':'organization','organization':ID,'duration':'P1D'}");
        return Stream.concat(
                grants.stream().map(body -> Arguments.of("POST", Tenant.GRANTS, body)),
                Stream.of(
                        Arguments.of(
                                "PUT",
                                Tenant.SETTINGS,
                                "{'governs':'role','vendorIdentityProviders':[],'requestLapse':259200,'version':VERSION,"
                                        + "'organizationAdminRole':ID}"),
                        Arguments.of(
                                "PUT",
                                Tenant.SETTINGS,
                                "{'governs':'role','vendorIdentityProviders':[ID],'requestLapse':259200,'version':VERSION}"),
                        Arguments.of(
                                "POST",
                                "account-assumption/import",
                                "{'grants':[{'scope':'user','user':'ALICE','grantee':{'role':ID}}]}"),
                        Arguments.of(
                                "POST",
                                "account-assumption/import",
                                "{'grants':[{'scope':'user','user':'ALICE','effect':'deny','owner':{'kind':'organization','organization':ID},'endedAt':1}]}")));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("bodies")
    void is_refused_in_a_body(String method, String path, String body) throws Exception {
        for (String id : ids()) {
            String sent = body.replace("'", "\"")
                    .replace("VERSION", version())
                    .replace("ALICE", office.alice().id())
                    .replace("ID", JSON.writeValueAsString(id));
            AdminApi.Answer answer = method.equals("PUT")
                    ? office.adasApi().put(path, sent)
                    : office.adasApi().post(path, sent);

            assertThat(answer.status()).as(sent + answer.body()).isIn(400, 404);
        }
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", office.alice().id())).isEmpty();
        assertThat(office.attempt().errorKey()).isEqualTo("grant-required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account-assumption/grants/ID",
                "account-assumption/requests/ID/approve",
                "account-assumption/requests/ID/deny",
                "account-assumption/requests/ID",
                "impersonation/sessions/ID",
                "impersonation/sessions/ID/trail",
                "impersonation/sessions/ID/extend"
            })
    void is_unknown_in_a_path(String path) throws Exception {
        for (String id : ids()) {
            String at = path.replace("ID", encoded(id));
            AdminApi admin = office.adasApi();
            for (int status : new int[] {
                admin.get(at).status(),
                admin.delete(at).status(),
                admin.post(at, "{}").status(),
                admin.put(at, "{\"version\":0}").status()
            }) {
                assertThat(status).as(at).isIn(400, 403, 404, 405, 414);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"organizations/ID", "organizations/ID/grants", "me/grants/ID", "me/requests/ID/approve"})
    void is_unknown_in_a_path_for_users(String path) throws Exception {
        for (String id : ids()) {
            AdminApi alice = office.accountOf(office.alice());
            assertThat(alice.get(path.replace("ID", encoded(id))).status())
                    .as(path + " " + id)
                    .isIn(400, 403, 404, 405, 414);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account-assumption/grants?target=ID",
                "account-assumption/grants?grantee=ID",
                "account-assumption/grants?after=ID",
                "account-assumption/requests?target=ID",
                "account-assumption/requests?after=ID",
                "account-assumption/export?after=ID",
                "impersonation/sessions?user=ID",
                "impersonation/sessions?impersonator=ID",
                "impersonation/sessions?after=ID",
                "impersonation/trail?user=ID",
                "impersonation/trail?actor=ID"
            })
    void is_no_error_of_the_server_in_a_query(String path) throws Exception {
        for (String id : ids()) {
            AdminApi.Answer answer = office.adasApi().get(path.replace("ID", encoded(id)));

            assertThat(answer.status()).as(path + " " + id).isIn(200, 400, 403, 404, 414);
            if (answer.status() == 200) {
                assertThat(answer.body().findValuesAsText("id")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "client", "grant"})
    void is_refused_where_an_impersonation_begins(String field) {
        for (String id : IDS) {
            AdminApi.Answer answer = office.attempt(office.agent(), Map.of(field, id));

            assertThat(answer.status()).as(field + " " + id).isIn(400, 403, 404);
        }
    }

    /** What another realm of this server knows is unknown here, too. */
    private List<String> ids() {
        String ofMaster = master.realm("master")
                .clients()
                .findByClientId("admin-cli")
                .get(0)
                .getId();
        return Stream.concat(IDS.stream(), Stream.of(ofMaster)).toList();
    }

    private static String version() {
        return office.adasApi().get(Tenant.SETTINGS).body().path("version").asText();
    }

    private static String encoded(String id) {
        String shorter = id.length() > 2_000 ? id.substring(0, 2_000) : id;
        return URLEncoder.encode(shorter, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
