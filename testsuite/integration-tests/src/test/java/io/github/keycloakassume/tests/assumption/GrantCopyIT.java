package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RealmRepresentation;

@KeycloakTest
@DisplayName("A copy of a realm's grants")
final class GrantCopyIT {

    private static final String EXPORT = "account-assumption/export";
    private static final String IMPORT = "account-assumption/import";

    private final Keycloak admin;
    private final Rows rows;
    private final TimeMachine time;

    private final RealmFixture shared;
    private RealmFixture realm;
    private Office office;

    GrantCopyIT(RealmFixture realm, Keycloak admin, Rows rows, TimeMachine time) {
        this.shared = realm;
        this.realm = realm;
        this.admin = admin;
        this.rows = rows;
        this.time = time;
    }

    /** A realm for each test: what is exported is all that a realm has. */
    @BeforeEach
    void openTheOffice() {
        realm = created();
        office = Office.in(realm);
    }

    @AfterEach
    void removeTheRealm() {
        realm.admin().remove();
    }

    @Test
    void has_all_that_is_in_force_and_nothing_that_is_over() {
        String open = Office.id(office.grant(office.wish("indefinite")));
        String denial = office.grantAlice(Map.of("effect", "deny"));
        String revoked = office.grantAlice(Map.of());
        office.adasApi().delete(Tenant.GRANTS + "/" + revoked);
        office.grant(office.wish("PT10M"));
        time.forward(Duration.ofMinutes(10));

        AdminApi.Answer export = office.adasApi().get(EXPORT);

        assertThat(export.status()).isEqualTo(200);
        assertThat(ids(export.body())).containsExactlyInAnyOrder(open, denial);
        assertThat(export.body().has("next")).isFalse();
    }

    @Test
    void has_nothing_about_a_user_who_is_gone() {
        String open = Office.id(office.grant(office.wish("indefinite")));
        TestUser bob = office.user("office-bob");
        String denial = Office.id(office.grant(office.wish("indefinite", Map.of("user", bob.id(), "effect", "deny"))));
        assertThat(ids(office.adasApi().get(EXPORT).body())).contains(open, denial);

        realm.admin().users().get(bob.id()).remove();

        assertThat(ids(office.adasApi().get(EXPORT).body())).contains(open).doesNotContain(denial);
    }

    @Test
    void comes_in_parts_that_make_the_whole() {
        List<String> given = new ArrayList<>();
        for (int count = 0; count < 5; count++) {
            given.add(office.grantAlice(Map.of()));
        }
        Collections.reverse(given);
        List<String> read = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String next = "";

        do {
            JsonNode part = office.adasApi().get(EXPORT + "?max=2" + next).body();
            read.addAll(ids(part));
            sizes.add(part.path("grants").size());
            next = part.has("next") ? "&after=" + part.path("next").asText() : "";
        } while (!next.isEmpty());

        assertThat(read).isEqualTo(given);
        assertThat(sizes).containsExactly(2, 2, 1);
    }

    @Test
    void is_given_again_in_another_realm_once_and_lets_in_there() {
        office.grant(Map.of("scope", "realm", "duration", "P1W", "reason", "go-live", "maxLifespan", 600));
        office.grant(Map.of("scope", "realm", "duration", "indefinite", "mode", "read-only", "maxConcurrent", 3));
        JsonNode export = office.adasApi().get(EXPORT).body();
        RealmFixture there = created();
        try {
            Office other = Office.in(there);
            assertThat(other.attempt().errorKey()).isEqualTo("grant-required");

            AdminApi.Answer first = other.adasApi().post(IMPORT, export.toString());
            AdminApi.Answer again = other.adasApi().post(IMPORT, export.toString());

            assertImported(first, 2, 0);
            assertImported(again, 0, 2);
            assertThat(other.attempt().status()).isEqualTo(201);
            JsonNode copy = other.adasApi().get(EXPORT).body();
            assertThat(copy.path("grants")).hasSize(2);
            assertThat(told(copy)).containsExactlyInAnyOrderElementsOf(told(export));
            assertThat(copy.path("grants").get(0).path("decidedBy").path("id").asText())
                    .isEqualTo(other.ada().id());
        } finally {
            there.admin().remove();
        }
    }

    @Test
    void changes_nothing_where_all_of_it_is_there() {
        String grant = office.grantAlice(Map.of());
        String export = office.adasApi().get(EXPORT).body().toString();
        JsonNode revoked = office.adasApi().delete(Tenant.GRANTS + "/" + grant).body();

        assertImported(office.adasApi().post(IMPORT, export), 0, 1);

        assertThat(office.adasApi().get(Tenant.GRANTS + "/" + grant).body().path("state"))
                .isEqualTo(revoked.path("state"));
        assertThat(office.attempt().errorKey()).isEqualTo("grant-required");
    }

    @Test
    void brings_a_grant_that_is_gone_back_under_its_id_until_its_old_end() {
        String id = UUID.randomUUID().toString();
        long end = System.currentTimeMillis() + Duration.ofHours(1).toMillis();

        AdminApi.Answer imported = bring(List.of(alice(Map.of("id", id, "endsAt", end))));

        assertImported(imported, 1, 0);
        assertThat(office.attempt().body().path("grant").asText()).isEqualTo(id);
        assertThat(office.adasApi()
                        .get(Tenant.GRANTS + "/" + id)
                        .body()
                        .path("endsAt")
                        .asLong())
                .isEqualTo(end);
        time.forward(Duration.ofHours(1));
        assertThat(office.attempt().errorKey()).isEqualTo("grant-required");
    }

    @Test
    void keeps_a_users_own_denial_his() {
        String denial = Office.id(aliceDenies());
        JsonNode copy = office.adasApi().get(EXPORT).body();
        assertThat(office.accountOf(office.alice())
                        .delete("me/grants/" + denial)
                        .status())
                .isEqualTo(200);
        String again = UUID.randomUUID().toString();

        assertImported(office.adasApi().post(IMPORT, copy.toString().replace(denial, again)), 1, 0);
        office.grantAlice(Map.of());

        assertThat(office.adasApi().delete(Tenant.GRANTS + "/" + again).errorKey())
                .isEqualTo("grant-not-yours");
        assertThat(office.attempt().errorKey()).isEqualTo("grant-required");
        assertThat(office.accountOf(office.alice()).delete("me/grants/" + again).status())
                .isEqualTo(200);
        assertThat(office.attempt().status()).isEqualTo(201);
    }

    @Test
    void has_no_more_grants_for_one_than_could_be_given_by_hand() {
        List<Map<String, Object>> many =
                Stream.generate(() -> alice(Map.of())).limit(500).toList();
        assertImported(bring(many), 500, 0);
        // Until then who has imported so many would be told to wait.
        time.forward(Duration.ofHours(1));

        AdminApi.Answer oneMore = bring(List.of(alice(Map.of())));
        AdminApi.Answer byHand = office.adasApi().post(Tenant.GRANTS, office.wish("P1D"));

        assertThat(oneMore.errorKey()).isEqualTo("too-many");
        assertThat(byHand.errorKey()).isEqualTo("too-many");
        assertThat(byHand.status()).isEqualTo(409);
        assertThat(office.adasApi().get(Tenant.GRANTS + "/count").body().asInt())
                .isEqualTo(500);
    }

    @Test
    void leaves_a_row_of_the_trail_for_each_grant_and_one_admin_event() {
        AdminApi.Answer imported =
                bring(List.of(alice(Map.of()), alice(Map.of("effect", "deny")), alice(Map.of("mode", "read-only"))));

        assertImported(imported, 3, 0);
        assertThat(given()).hasSize(3);
        assertThat(realm.admin().getAdminEvents().stream()
                        .filter(event -> "account-assumption/import".equals(event.getResourcePath())))
                .hasSize(1);
        assertThat(office.attempt().errorKey()).isEqualTo("grant-required");
    }

    @Test
    void leaves_out_what_is_over_where_that_is_wished() {
        List<Map<String, Object>> copies =
                List.of(alice(Map.of("endsAt", 1)), alice(Map.of()), alice(Map.of("state", "revoked", "endedAt", 5)));

        assertImported(office.adasApi().post(IMPORT + "?skipEnded=true", Map.of("grants", copies)), 1, 2);

        assertThat(given()).hasSize(1);
        assertThat(office.adasApi()
                        .post(IMPORT + "?skipEnded=perhaps", Map.of("grants", copies))
                        .errorKey())
                .isEqualTo("invalid-parameter");
    }

    @Test
    void is_given_by_nobody_who_could_not_give_each_by_hand() {
        TestUser vendor = office.user("vendor", "assume-accounts", "manage-account-assumption");
        Map<String, Object> body = Map.of("grants", List.of(alice(Map.of())));

        for (TestUser caller : List.of(office.agent(), office.user("viewer", "view-account-assumption"), vendor)) {
            assertThat(office.api(caller).post(IMPORT, body).status()).isEqualTo(403);
        }
        assertThat(AdminApi.of(realm, admin.tokenManager().grantToken().getToken())
                        .post(IMPORT, body)
                        .status())
                .isEqualTo(403);
        assertNothingGiven();
    }

    @Test
    void is_seen_by_those_alone_who_may_see_all_grants() {
        office.grantAlice(Map.of());

        assertThat(office.api(office.user("viewer", "view-account-assumption"))
                        .get(EXPORT)
                        .status())
                .isEqualTo(200);
        assertThat(office.agentsApi().get(EXPORT).status()).isEqualTo(403);
        assertThat(office.api(office.user("nobody")).get(EXPORT).status()).isEqualTo(403);
    }

    @Test
    void has_at_most_a_thousand_grants_and_2_MiB() {
        Map<String, Object> one = alice(Map.of());
        List<Map<String, Object>> tooMany =
                Stream.generate(() -> one).limit(1_001).toList();

        AdminApi.Answer many = office.adasApi().post(IMPORT, Map.of("grants", tooMany));
        AdminApi.Answer large = office.adasApi()
                .post(IMPORT, Map.of("grants", List.of(alice(Map.of("reason", "a".repeat(2 * 1024 * 1024))))));

        assertThat(many.status()).isEqualTo(400);
        assertThat(many.errorKey()).isEqualTo("invalid-field");
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.errorKey()).isEqualTo("body-too-large");
        assertNothingGiven();
    }

    private RealmFixture created() {
        var representation = new RealmRepresentation();
        representation.setRealm("copied-" + UUID.randomUUID());
        representation.setEnabled(true);
        representation.setAdminEventsEnabled(true);
        admin.realms().create(representation);
        return shared.sibling(admin, representation.getRealm());
    }

    private AdminApi.Answer aliceDenies() {
        return office.accountOf(office.alice()).post("me/grants", Map.of("effect", "deny", "duration", "indefinite"));
    }

    private Map<String, Object> alice(Map<String, ?> more) {
        Map<String, Object> copy =
                new HashMap<>(Map.of("scope", "user", "user", office.alice().id()));
        copy.putAll(more);
        return copy;
    }

    private AdminApi.Answer bring(List<Map<String, Object>> copies) {
        return office.adasApi().post(IMPORT, Map.of("grants", copies));
    }

    private static void assertImported(AdminApi.Answer answer, int imported, int skipped) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.body().path("imported").asInt()).isEqualTo(imported);
        assertThat(answer.body().path("skipped").asInt()).isEqualTo(skipped);
    }

    private void assertNothingGiven() {
        assertThat(office.adasApi().get(Tenant.GRANTS + "/count").body().asInt())
                .isZero();
        assertThat(given()).isEmpty();
        assertThat(office.attempt().errorKey()).isEqualTo("grant-required");
    }

    private List<Map<String, Object>> given() {
        return rows.of("ASSUME_TRAIL", "ACTOR_ID", office.ada().id()).stream()
                .filter(row -> "GRANT_GIVEN".equals(row.get("ACTION")))
                .toList();
    }

    /** What a grant says, whoever decided on it, and wherever. */
    private static List<String> told(JsonNode export) {
        List<String> told = new ArrayList<>();
        for (JsonNode grant : export.path("grants")) {
            told.add(Stream.of("scope", "effect", "mode", "maxLifespan", "maxConcurrent", "allow", "reason", "endsAt")
                    .map(field -> grant.path(field).toString())
                    .toList()
                    .toString());
        }
        return told;
    }

    private static List<String> ids(JsonNode export) {
        List<String> ids = new ArrayList<>();
        export.path("grants").forEach(grant -> ids.add(grant.path("id").asText()));
        return ids;
    }
}
