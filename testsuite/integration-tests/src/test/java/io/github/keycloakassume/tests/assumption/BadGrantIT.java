package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

@KeycloakTest
@DisplayName("What cannot be meant is refused, and nothing comes of it:")
final class BadGrantIT {

    /** One for all: whatever they send, nothing comes of it. */
    private static Office office;

    private final RealmFixture realm;
    private final Rows rows;

    BadGrantIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
    }

    @BeforeAll
    static void openTheOffice(RealmFixture realm) {
        office = Office.in(realm);
    }

    /** Bodies without their braces; ALICE is her id. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'scope':'galaxy','duration':'P1D'                                       | 400 | scope-invalid",
                "'duration':'P1D'                                                        | 400 | scope-invalid",
                "'scope':'user','duration':'P1D'                                         | 400 | scope-invalid",
                "'scope':'organization','duration':'P1D'                                 | 400 | scope-invalid",
                "'scope':'realm','user':'ALICE','duration':'P1D'                         | 400 | scope-invalid",
                "'scope':'user','user':'ALICE','organization':'x','duration':'P1D'       | 400 | scope-invalid",
                "'scope':'USER','user':'ALICE','duration':'P1D'                          | 400 | scope-invalid",
                "'scope':'realm','effect':'deny','duration':'P1D'                        | 400 | scope-invalid",
                "'scope':'user','user':'nobody-at-all','duration':'P1D'                  | 404 | user-not-found",
                "'scope':'organization','organization':'none','duration':'P1D'           | 404 | organization-not-found",
                "'scope':'user','user':'','duration':'P1D'                               | 400 | invalid-field",
                "FOR_ALICE                                                               | 400 | duration-invalid",
                "FOR_ALICE,'duration':'forever'                                          | 400 | duration-invalid",
                "FOR_ALICE,'duration':'-P1D'                                             | 400 | duration-invalid",
                "FOR_ALICE,'duration':'P-1D'                                             | 400 | duration-invalid",
                "FOR_ALICE,'duration':'P0D'                                              | 400 | duration-invalid",
                "FOR_ALICE,'duration':'PT59S'                                            | 400 | duration-invalid",
                "FOR_ALICE,'duration':'P101Y'                                            | 400 | duration-invalid",
                "FOR_ALICE,'duration':'P999999999Y'                                      | 400 | duration-invalid",
                "FOR_ALICE,'duration':'P99999999999999999999D'                           | 400 | duration-invalid",
                "FOR_ALICE,'duration':'P100YT1S'                                         | 400 | duration-invalid",
                "FOR_ALICE,'duration':'P1.5D'                                            | 400 | duration-invalid",
                "FOR_ALICE,'duration':'p1d'                                              | 400 | duration-invalid",
                "FOR_ALICE,'duration':' P1D'                                             | 400 | duration-invalid",
                "FOR_ALICE,'duration':86400                                              | 400 | invalid-field",
                "FOR_ALICE,'duration':'P1D','effect':'maybe'                             | 400 | terms-invalid",
                "FOR_ALICE,'duration':'P1D','mode':'write-only'                          | 400 | mode-not-available",
                "FOR_ALICE,'duration':'P1D','maxLifespan':-1                             | 400 | terms-invalid",
                "FOR_ALICE,'duration':'P1D','maxLifespan':0                              | 400 | terms-invalid",
                "FOR_ALICE,'duration':'P1D','maxLifespan':59                             | 400 | terms-invalid",
                "FOR_ALICE,'duration':'P1D','maxLifespan':86401                          | 400 | terms-invalid",
                "FOR_ALICE,'duration':'P1D','maxLifespan':9223372036854775807            | 400 | terms-invalid",
                "FOR_ALICE,'duration':'P1D','maxLifespan':9223372036854775808            | 400 | invalid-field",
                "FOR_ALICE,'duration':'P1D','maxLifespan':600.5                          | 400 | invalid-field",
                "FOR_ALICE,'duration':'P1D','maxLifespan':'600'                          | 400 | invalid-field",
                "FOR_ALICE,'duration':'P1D','maxConcurrent':0                            | 400 | terms-invalid",
                "FOR_ALICE,'duration':'P1D','maxConcurrent':1001                         | 400 | terms-invalid",
                "FOR_ALICE,'duration':'P1D','maxConcurrent':2147483648                   | 400 | invalid-field",
                "FOR_ALICE,'duration':'P1D','subjectRoles':['no-such-role']              | 400 | subject-role-invalid",
                "FOR_ALICE,'duration':'P1D','subjectRoles':[null]                        | 400 | invalid-field",
                "FOR_ALICE,'duration':'P1D','subjectRoles':'clerk'                       | 400 | invalid-field",
                "FOR_ALICE,'duration':'P1D','subjectRoles':['']                          | 400 | invalid-field",
                "FOR_ALICE,'duration':'P1D','allow':['everything']                       | 400 | terms-invalid",
                "FOR_ALICE,'duration':'P1D','allow':[]                                   | 400 | terms-invalid",
                "FOR_ALICE,'duration':'P1D','allow':[null]                               | 400 | invalid-field",
                "FOR_ALICE,'duration':'P1D','allow':[1]                                  | 400 | invalid-field",
                "FOR_ALICE,'duration':'P1D','grantee':{'planet':'mars'}                  | 400 | grantee-invalid",
                "FOR_ALICE,'duration':'P1D','grantee':{'role':'no-such-role'}            | 400 | grantee-invalid",
                "FOR_ALICE,'duration':'P1D','grantee':{'group':'no-such-group'}          | 400 | grantee-invalid",
                "FOR_ALICE,'duration':'P1D','grantee':{'user':'no-such-user'}            | 400 | grantee-invalid",
                "FOR_ALICE,'duration':'P1D','grantee':{'identityProvider':'no-such'}     | 400 | grantee-invalid",
                "FOR_ALICE,'duration':'P1D','grantee':{'user':'AGENT','role':'x'}        | 400 | grantee-invalid",
                "FOR_ALICE,'duration':'P1D','grantee':{'user':null}                      | 400 | invalid-field",
                "FOR_ALICE,'duration':'P1D','grantee':{'user':['AGENT']}                 | 400 | invalid-field",
                "FOR_ALICE,'duration':'P1D','grantee':'AGENT'                            | 400 | invalid-field",
                "FOR_ALICE,'duration':'P1D','grantee':{}                                 | 400 | invalid-field",
                "FOR_ALICE,'duration':'P1D','effect':'deny','maxLifespan':600            | 400 | terms-invalid",
                "FOR_ALICE,'duration':'P1D','effect':'deny','mode':'read-only'           | 400 | terms-invalid",
                "FOR_ALICE,'duration':'P1D','effect':'deny','allow':['impersonate']      | 400 | terms-invalid",
                "FOR_ALICE,'duration':'P1D','reason':'a\\u0000b'                         | 400 | reason-invalid",
                "FOR_ALICE,'duration':'P1D','reason':'a\\ud800b'                         | 400 | reason-invalid",
                "FOR_ALICE,'duration':'P1D','endsAt':1                                   | 400 | unknown-field",
                "FOR_ALICE,'duration':'P1D','id':'x'                                     | 400 | unknown-field",
                "FOR_ALICE,'duration':'P1D','ticket':'x'                                 | 400 | unknown-field",
                "FOR_ALICE,'duration':'P1D','version':1                                  | 400 | unknown-field",
                "FOR_ALICE,'duration':'P1D','word':null                                  | 400 | unknown-field",
                "FOR_ALICE,'duration':'P1D','surprise':true                              | 400 | unknown-field",
            })
    void a_grant(String body, int status, String key) {
        assertRefused(office.adasApi().post(Tenant.GRANTS, json(body)), status, key);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``       | invalid-json",
                "null     | invalid-json",
                "[]       | invalid-json",
                "[{}]     | invalid-json",
                "{        | invalid-json",
                "{} {}    | invalid-json",
                "5        | invalid-json",
                "`\"P1D\"` | invalid-json",
            })
    void a_body_that_is_no_object(String body, String key) {
        for (String path : List.of(Tenant.GRANTS, Tenant.REQUESTS, "account-assumption/import")) {
            AdminApi api = path.equals(Tenant.REQUESTS) ? office.agentsApi() : office.adasApi();
            assertRefused(api.post(path, body), 400, key);
        }
    }

    @Test
    void a_reason_of_more_than_2000_characters() {
        Map<String, String> more = Map.of("reason", "a".repeat(2_001));

        assertRefused(office.adasApi().post(Tenant.GRANTS, office.wish("P1D", more)), 400, "reason-invalid");
        assertRefused(office.agentsApi().post(Tenant.REQUESTS, office.wish("P1D", more)), 400, "reason-invalid");
    }

    @Test
    void a_word_of_more_than_2000_characters() {
        Office own = Office.in(realm);
        String path = Tenant.REQUESTS + "/" + own.ask();
        Map<String, String> word = Map.of("word", "a".repeat(2_001));

        for (String answer : List.of("/approve", "/deny")) {
            assertThat(own.adasApi().post(path + answer, word).errorKey()).isEqualTo("reason-invalid");
        }
        assertThat(own.agentsApi().get(Tenant.REQUESTS).body().findValuesAsText("state"))
                .containsExactly("pending");
        assertThat(own.attempt().errorKey()).isEqualTo("grant-required");
    }

    @Test
    void a_body_of_more_than_64_KiB() {
        Map<String, String> more = Map.of("reason", "a".repeat(64 * 1024));

        assertRefused(office.adasApi().post(Tenant.GRANTS, office.wish("P1D", more)), 413, "body-too-large");
        assertRefused(office.agentsApi().post(Tenant.REQUESTS, office.wish("P1D", more)), 413, "body-too-large");
    }

    @Test
    void a_body_that_is_not_JSON_by_its_own_word() {
        for (String path : List.of(Tenant.GRANTS, Tenant.REQUESTS, "account-assumption/import")) {
            assertThat(office.adasApi()
                            .postAs("text/plain", path, json("FOR_ALICE,'duration':'P1D'"))
                            .status())
                    .isEqualTo(415);
        }
        assertNothingCame();
    }

    @Test
    void names_that_only_another_realm_knows(Keycloak admin) {
        var other = new RealmRepresentation();
        other.setRealm("other-" + UUID.randomUUID());
        other.setEnabled(true);
        other.setOrganizationsEnabled(true);
        admin.realms().create(other);
        realm.update(own -> own.setOrganizationsEnabled(true));
        try {
            RealmFixture there = realm.sibling(admin, other.getRealm());
            TestUser bob = there.user("bob");
            there.grantRealmRole(bob, "role-there");
            String role =
                    there.admin().roles().get("role-there").toRepresentation().getId();
            String organization = organization(there);
            assertNotMeant(Map.of("scope", "user", "user", bob.id()), "user-not-found");
            assertNotMeant(Map.of("scope", "organization", "organization", organization), "organization-not-found");
            assertNotMeant(office.wish("P1D", Map.of("grantee", Map.of("user", bob.id()))), "grantee-invalid");
            assertNotMeant(office.wish("P1D", Map.of("grantee", Map.of("role", role))), "grantee-invalid");
            assertNotMeant(office.wish("P1D", Map.of("subjectRoles", List.of(role))), "subject-role-invalid");
        } finally {
            admin.realm(other.getRealm()).remove();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FOR_ALICE,'duration':'P1D'                                  | 400 | reason-required",
                "FOR_ALICE,'duration':'P1D','reason':' '                     | 400 | reason-required",
                "FOR_ALICE,'reason':'r'                                      | 400 | duration-invalid",
                "FOR_ALICE,'reason':'r','duration':'P100YT1S'                | 400 | duration-invalid",
                "FOR_ALICE,'reason':'r','duration':'-P1D'                    | 400 | duration-invalid",
                "'scope':'galaxy','reason':'r','duration':'P1D'              | 400 | scope-invalid",
                "'scope':'user','user':'nobody','reason':'r','duration':'P1D' | 404 | user-not-found",
                "'scope':'organization','organization':'none','reason':'r','duration':'P1D' | 404 | organization-not-found",
                "FOR_ALICE,'reason':'r','duration':'P1D','effect':'deny'     | 400 | unknown-field",
                "FOR_ALICE,'reason':'r','duration':'P1D','effect':'allow'    | 400 | unknown-field",
                "FOR_ALICE,'reason':'r','duration':'P1D','word':'please'     | 400 | unknown-field",
                "FOR_ALICE,'reason':'r','duration':'P1D','version':0         | 400 | unknown-field",
                "FOR_ALICE,'reason':'r','duration':'P1D','endsAt':1          | 400 | unknown-field",
                "FOR_ALICE,'reason':'r','duration':'P1D','mode':'x'          | 400 | mode-not-available",
                "FOR_ALICE,'reason':'r','duration':'P1D','ticket':'a\\u0007' | 400 | invalid-field",
                "FOR_ALICE,'reason':'r','duration':'P1D','ticket':7          | 400 | invalid-field",
                "FOR_ALICE,'reason':'a\\u0000','duration':'P1D'              | 400 | reason-invalid",
                "FOR_ALICE,'reason':'r','duration':'P1D','grantee':{'role':'x'} | 400 | grantee-invalid",
            })
    void a_request(String body, int status, String key) {
        assertRefused(office.agentsApi().post(Tenant.REQUESTS, json(body)), status, key);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'duration':'P0D'            | 400 | duration-invalid",
                "'duration':'-P1D'           | 400 | duration-invalid",
                "'duration':'P999999999Y'    | 400 | duration-invalid",
                "'mode':'x'                  | 400 | mode-not-available",
                "'maxLifespan':0             | 400 | terms-invalid",
                "'maxConcurrent':-1          | 400 | terms-invalid",
                "'subjectRoles':['no-such']  | 400 | subject-role-invalid",
                "'allow':[]                  | 400 | terms-invalid",
                "'allow':['x']               | 400 | terms-invalid",
                "'grantee':{'user':'no-such'} | 400 | grantee-invalid",
                "'scope':'realm'             | 400 | unknown-field",
                "'user':'ALICE'              | 400 | unknown-field",
                "'endsAt':1                  | 400 | unknown-field",
                "'reason':'x'                | 400 | unknown-field",
                "'state':'active'            | 400 | unknown-field",
                "'version':'0'               | 400 | invalid-field",
                "'version':0.5               | 400 | invalid-field",
            })
    void a_change(String body, int status, String key) {
        Office own = Office.in(realm);
        JsonNode grant = own.grant(own.wish("P1D")).body();
        String path = Tenant.GRANTS + "/" + grant.path("id").asText();
        String upon = body.startsWith("'version'")
                ? ""
                : ",'version':" + grant.path("version").asInt();

        AdminApi.Answer answer = own.adasApi().put(path, json(body + upon));

        assertThat(answer.errorKey()).isEqualTo(key);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(own.adasApi().get(path).body()).isEqualTo(grant);
        assertThat(trail("GRANT_CHANGED", own)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'governs':'nobody','vendorIdentityProviders':[],'requestLapse':3600            | 400 | invalid-field",
                "'vendorIdentityProviders':[],'requestLapse':3600                               | 400 | invalid-field",
                "'governs':'role','requestLapse':3600                                           | 400 | invalid-field",
                "'governs':'role','vendorIdentityProviders':[]                                  | 400 | invalid-field",
                "'governs':'role','vendorIdentityProviders':[null],'requestLapse':3600          | 400 | invalid-field",
                "'governs':'role','vendorIdentityProviders':['none'],'requestLapse':3600        | 400 | setting-invalid",
                "'governs':'role','vendorIdentityProviders':[''],'requestLapse':3600            | 400 | setting-invalid",
                "'governs':'role','vendorIdentityProviders':[],'requestLapse':3599              | 400 | setting-invalid",
                "'governs':'role','vendorIdentityProviders':[],'requestLapse':2592001           | 400 | setting-invalid",
                "'governs':'role','vendorIdentityProviders':[],'requestLapse':-1                | 400 | invalid-field",
                "'governs':'role','vendorIdentityProviders':[],'requestLapse':9223372036854775807 | 400 | invalid-field",
                "'governs':'role','vendorIdentityProviders':[],'requestLapse':3600,'organizationAdminRole':'none' | 400 | setting-invalid",
                "'governs':'role','vendorIdentityProviders':[],'requestLapse':3600,'organizationAdminRole':'' | 400 | setting-invalid",
                "'governs':'role','vendorIdentityProviders':[],'requestLapse':3600,'decidingClients':['none'] | 400 | setting-invalid",
                "'governs':'role','vendorIdentityProviders':[],'requestLapse':3600,'decidingClients':[null] | 400 | invalid-field",
                "'governs':'role','vendorIdentityProviders':[],'requestLapse':3600,'trial':true | 403 | not-allowed",
                "'governs':'role','vendorIdentityProviders':[],'requestLapse':3600,'surprise':1 | 400 | unknown-field",
                "'governs':'role','vendorIdentityProviders':[],'requestLapse':3600,'version':null | 400 | version-required",
                "'governs':'role','vendorIdentityProviders':[],'requestLapse':3600,'version':99 | 409 | version-stale",
            })
    void settings(String body, int status, String key) {
        AdminApi ada = office.adasApi();
        JsonNode before = ada.get(Tenant.SETTINGS).body();
        String upon = body.contains("'version'")
                ? ""
                : ",'version':" + before.path("version").asInt();

        AdminApi.Answer answer = ada.put(Tenant.SETTINGS, json(body + upon));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.errorKey()).isEqualTo(key);
        assertThat(ada.get(Tenant.SETTINGS).body()).isEqualTo(before);
    }

    private String json(String body) {
        return "{"
                + body.replace("FOR_ALICE", "'scope':'user','user':'ALICE'")
                        .replace("ALICE", office.alice().id())
                        .replace("AGENT", office.agent().id())
                        .replace('\'', '"')
                + "}";
    }

    private static String organization(RealmFixture realm) {
        var organization = new OrganizationRepresentation();
        organization.setName("acme");
        organization.addDomain(new OrganizationDomainRepresentation("acme.example"));
        realm.admin().organizations().create(organization).close();
        return realm.admin().organizations().list(0, 1).get(0).getId();
    }

    /** Of a grant; those who ask for one are told nothing of it ({@link NamesInGrantsIT}). */
    private void assertNotMeant(Map<String, Object> wish, String key) {
        Map<String, Object> body = new HashMap<>(wish);
        body.put("duration", "P1D");
        int status = key.endsWith("-not-found") ? 404 : 400;
        assertRefused(office.adasApi().post(Tenant.GRANTS, body), status, key);
    }

    private void assertRefused(AdminApi.Answer answer, int status, String key) {
        assertThat(answer.errorKey()).isEqualTo(key);
        assertThat(answer.status()).isEqualTo(status);
        assertNothingCame();
    }

    private void assertNothingCame() {
        assertThat(ofTheirs("ASSUME_GRANT")).isEmpty();
        assertThat(ofTheirs("ASSUME_REQUEST")).isEmpty();
        assertThat(trail("GRANT_GIVEN", office)).isEmpty();
        assertThat(trail("GRANT_REQUESTED", office)).isEmpty();
        assertThat(office.attempt().errorKey()).isEqualTo("grant-required");
    }

    private List<Map<String, Object>> ofTheirs(String table) {
        return rows.of(table).stream()
                .filter(row -> Stream.of(office.ada(), office.agent(), office.alice())
                        .anyMatch(person -> row.containsValue(person.id())))
                .toList();
    }

    private List<Map<String, Object>> trail(String action, Office of) {
        return rows.of("ASSUME_TRAIL").stream()
                .filter(row -> action.equals(row.get("ACTION")))
                .filter(row -> List.of(of.ada().id(), of.agent().id()).contains(row.get("ACTOR_ID")))
                .toList();
    }
}
