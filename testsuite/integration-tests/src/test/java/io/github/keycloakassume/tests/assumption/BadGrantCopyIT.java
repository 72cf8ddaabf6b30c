package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@KeycloakTest
@DisplayName("A copy of grants of which one cannot be given")
final class BadGrantCopyIT {

    private static final String IMPORT = "account-assumption/import";

    /** One for all: whatever they send, nothing comes of it. */
    private static Office office;

    private final Rows rows;

    BadGrantCopyIT(Rows rows) {
        this.rows = rows;
    }

    @BeforeAll
    static void openTheOffice(RealmFixture realm) {
        office = Office.in(realm);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FOR_ALICE,'endsAt':1                    | 400 | ends-in-the-past     | 1",
                "FOR_ALICE,'endedAt':1                   | 400 | ends-in-the-past     | 1",
                "FOR_ALICE,'state':'revoked'             | 400 | ends-in-the-past     | 1",
                "FOR_ALICE,'maxLifespan':0               | 400 | terms-invalid        | maxLifespan,1",
                "FOR_ALICE,'subjectRoles':['none']       | 400 | subject-role-invalid | 1",
                "FOR_ALICE,'grantee':{'user':'ADA'}      | 403 | own-grant            | 1",
                "FOR_ALICE,'grantee':{'user':'none'}     | 400 | grantee-invalid      | 1",
                "'scope':'user','user':'none'                 | 404 | user-not-found       | 1",
                "'user':'ALICE','scope':'realm'               | 400 | scope-invalid        | 1",
                "FOR_ALICE,'reason':'a\\u0000'           | 400 | reason-invalid       | 2000,1",
                "FOR_ALICE,'id':'trial'                  | 400 | invalid-field        | grants.1.id",
                "FOR_ALICE,'id':'A0000000-0000-0000-0000-000000000000' | 400 | invalid-field | grants.1.id",
                "FOR_ALICE,'endsAt':-1                   | 400 | invalid-field        | grants.1.endsAt",
                "FOR_ALICE,'endsAt':9223372036854775807  | 400 | invalid-field        | grants.1.endsAt",
                "FOR_ALICE,'endsAt':'tomorrow'           | 400 | invalid-field        | grants.1.endsAt",
                "FOR_ALICE,'state':'asleep'              | 400 | invalid-field        | grants.1.state",
                "FOR_ALICE,'effect':'deny','owner':{'kind':'USER'}   | 400 | invalid-field | grants.1.owner",
                "FOR_ALICE,'effect':'deny','owner':{}                | 400 | invalid-field | grants.1.owner",
                "FOR_ALICE,'owner':{'kind':'user','organization':'x'} | 400 | invalid-field | grants.1.owner",
                "FOR_ALICE,'effect':'deny','owner':{'kind':'organization','organization':'x'} | 400 | invalid-field | grants.1.owner",
                "'scope':'realm','owner':{'kind':'user'}             | 400 | invalid-field | grants.1.owner",
                "FOR_ALICE,'allow':[null]                | 400 | invalid-field        | grants.1.allow",
                "FOR_ALICE,'duration':'P1D'              | 400 | unknown-field        | duration",
                "FOR_ALICE,'surprise':1                  | 400 | unknown-field        | surprise",
            })
    void gives_nothing_at_all(String fields, int status, String key, String params) {
        String body = ("{'grants':[{'scope':'user','user':'ALICE'},{" + fields + "}]}")
                .replace("FOR_ALICE", "'scope':'user','user':'ALICE'")
                .replace("ALICE", office.alice().id())
                .replace("ADA", office.ada().id())
                .replace('\'', '"');

        AdminApi.Answer refused = office.adasApi().post(IMPORT, body);

        assertThat(refused.errorKey()).as(body).isEqualTo(key);
        assertThat(refused.status()).isEqualTo(status);
        List<String> told = new ArrayList<>();
        refused.body().path("params").forEach(param -> told.add(param.asText()));
        assertThat(told).containsExactly(params.split(","));
        assertNothingGiven();
    }

    private void assertNothingGiven() {
        assertThat(office.adasApi().get(Tenant.GRANTS + "/count").body().asInt())
                .isZero();
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", office.ada().id()))
                .noneMatch(row -> "GRANT_GIVEN".equals(row.get("ACTION")));
        assertThat(office.attempt().errorKey()).isEqualTo("grant-required");
    }
}
