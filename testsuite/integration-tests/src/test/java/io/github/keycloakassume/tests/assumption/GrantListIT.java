package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RealmRepresentation;

@KeycloakTest
@DisplayName("The list of grants")
final class GrantListIT {

    private static final int MANY = 250;

    private final RealmFixture realm;

    private Office office;

    GrantListIT(RealmFixture realm) {
        this.realm = realm;
    }

    @BeforeEach
    void openTheOffice() {
        office = Office.in(realm);
    }

    @Test
    void is_read_page_by_page_each_grant_once_the_latest_first_also_while_more_are_given() {
        manyForAlice();
        List<JsonNode> read = new ArrayList<>();
        String after = "";

        for (JsonNode page = page(after); !page.isEmpty(); page = page(after)) {
            page.forEach(read::add);
            after = page.get(page.size() - 1).path("id").asText();
            office.grantAlice(Map.of());
        }

        assertThat(read).hasSize(MANY);
        assertThat(new HashSet<>(ids(read))).hasSize(MANY);
        assertThat(read)
                .isSortedAccordingTo(Comparator.<JsonNode>comparingLong(
                                grant -> grant.path("startsAt").asLong())
                        .reversed());
    }

    @Test
    void is_counted_and_also_read_by_first_and_max() {
        manyForAlice();
        AdminApi ada = office.adasApi();
        String mine = "target=" + office.alice().id();

        assertThat(ada.get(Tenant.GRANTS + "/count?" + mine).body().asInt()).isEqualTo(MANY);
        List<String> all = ids(ada.get(Tenant.GRANTS + "?max=1000&" + mine).body());
        assertThat(all).hasSize(MANY);
        assertThat(ids(ada.get(Tenant.GRANTS + "?first=240&max=100&" + mine).body()))
                .isEqualTo(all.subList(240, MANY));
        assertThat(ada.get(Tenant.GRANTS + "?" + mine).body()).hasSize(100);
    }

    @Test
    void is_narrowed_by_scope_target_grantee_and_state() {
        String forAgent = office.grantAlice(
                Map.of("grantee", Map.of("user", office.agent().id())));
        String forAll = office.grantAlice(Map.of());
        String ofAda = Office.id(
                office.grant(Map.of("scope", "user", "user", office.ada().id(), "duration", "P1D")));
        String ofRealm = Office.id(office.grant(Map.of("scope", "realm", "duration", "P1D")));
        office.adasApi().delete(Tenant.GRANTS + "/" + ofRealm);

        assertThat(listed("target=" + office.alice().id())).containsExactlyInAnyOrder(forAgent, forAll);
        assertThat(listed("grantee=" + office.agent().id())).containsExactly(forAgent);
        assertThat(listed("scope=user&target=" + office.ada().id())).containsExactly(ofAda);
        assertThat(listed("scope=realm&state=ended")).contains(ofRealm).doesNotContain(forAll);
        assertThat(listed("state=active")).contains(forAgent, forAll, ofAda).doesNotContain(ofRealm);
        assertThat(listed("scope=organization")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"scope=galaxy", "state=sleeping", "max=1001", "max=0", "max=-1", "first=-1", "first=1e3", "max=x"
            })
    void is_refused_for_a_query_that_cannot_be_meant(String query) {
        AdminApi.Answer answer = office.adasApi().get(Tenant.GRANTS + "?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorKey()).isEqualTo("invalid-parameter");
        assertThat(answer.body().path("params").get(0).asText()).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void knows_no_grant_of_another_realm(Keycloak admin) {
        String grant = office.grantAlice(Map.of());
        JsonNode before = office.adasApi().get(Tenant.GRANTS + "/" + grant).body();
        var other = new RealmRepresentation();
        other.setRealm("other-" + UUID.randomUUID());
        other.setEnabled(true);
        admin.realms().create(other);
        try {
            Office there = Office.in(realm.sibling(admin, other.getRealm()));
            AdminApi ada = there.adasApi();
            assertUnknown(ada.get(Tenant.GRANTS + "/" + grant));
            assertUnknown(ada.put(Tenant.GRANTS + "/" + grant, Map.of("version", 0, "duration", "P1Y")));
            assertUnknown(ada.delete(Tenant.GRANTS + "/" + grant));
            assertUnknown(ada.get(Tenant.GRANTS + "?after=" + grant));
            assertUnknown(ada.get("account-assumption/export?after=" + grant));
            assertThat(ada.get(Tenant.GRANTS).body()).isEmpty();
            assertThat(AdminApi.of(realm, there.token(there.ada()))
                            .get(Tenant.GRANTS)
                            .status())
                    .isEqualTo(403);
        } finally {
            admin.realm(other.getRealm()).remove();
        }
        assertThat(office.adasApi().get(Tenant.GRANTS + "/" + grant).body()).isEqualTo(before);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "view-account-assumption, true",
        "manage-account-assumption, true",
        "realm-admin, true",
        "view-users, false"
    })
    void is_whole_for_those_who_may_see_and_closed_to_others(String role, boolean may) {
        String grant = office.grantAlice(Map.of());
        AdminApi api = office.api(office.user("onlooker", role));
        String mine = "?target=" + office.alice().id();

        for (String path : Stream.of("", mine, "/count" + mine, "/" + grant).toList()) {
            AdminApi.Answer answer = api.get(Tenant.GRANTS + path);
            assertThat(answer.status()).as(path).isEqualTo(may ? 200 : 403);
            assertThat(answer.errorKey()).isEqualTo(may ? "" : "not-allowed");
        }
        if (may) {
            assertThat(ids(api.get(Tenant.GRANTS + mine).body())).containsExactly(grant);
        }
    }

    @Test
    void shows_vendor_staff_the_grants_that_name_them_and_no_other() {
        String own = office.grantAlice(
                Map.of("grantee", Map.of("user", office.agent().id())));
        String ofAll = office.grantAlice(Map.of());
        TestUser colleague = office.user("colleague", "assume-accounts");
        String ofColleague = office.grantAlice(Map.of("grantee", Map.of("user", colleague.id())));
        AdminApi agent = office.agentsApi();

        assertThat(ids(agent.get(Tenant.GRANTS).body())).containsExactly(own);
        assertThat(ids(agent.get(Tenant.GRANTS + "?grantee=" + colleague.id()).body()))
                .doesNotContain(ofColleague);
        assertThat(agent.get(Tenant.GRANTS + "/count").body().asInt()).isEqualTo(1);
        assertThat(agent.get(Tenant.GRANTS + "/" + own).status()).isEqualTo(200);
        assertUnknown(agent.get(Tenant.GRANTS + "/" + ofAll));
        assertUnknown(agent.get(Tenant.GRANTS + "/" + ofColleague));
        assertThat(agent.get("account-assumption/export").errorKey()).isEqualTo("not-allowed");
        assertThat(agent.get("account-assumption").errorKey()).isEqualTo("not-allowed");
        assertThat(agent.get(Tenant.SETTINGS).errorKey()).isEqualTo("not-allowed");
    }

    /** All at once, as an import gives them. */
    private void manyForAlice() {
        Map<String, Object> one = Map.of("scope", "user", "user", office.alice().id());
        AdminApi.Answer imported = office.adasApi()
                .post(
                        "account-assumption/import",
                        Map.of("grants", Stream.generate(() -> one).limit(MANY).toList()));
        assertThat(imported.body().path("imported").asInt()).isEqualTo(MANY);
    }

    private JsonNode page(String after) {
        String page = "?max=100&target=" + office.alice().id() + (after.isEmpty() ? "" : "&after=" + after);
        return office.adasApi().get(Tenant.GRANTS + page).body();
    }

    private List<String> listed(String query) {
        return ids(office.adasApi().get(Tenant.GRANTS + "?max=1000&" + query).body());
    }

    private static List<String> ids(Iterable<JsonNode> grants) {
        List<String> ids = new ArrayList<>();
        grants.forEach(grant -> ids.add(grant.path("id").asText()));
        return ids;
    }

    private static void assertUnknown(AdminApi.Answer answer) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.errorKey()).isEqualTo("grant-not-found");
    }
}
