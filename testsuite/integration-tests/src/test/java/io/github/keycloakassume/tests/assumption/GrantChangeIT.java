package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.RunningKeycloak;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@KeycloakTest
@DisplayName("A grant that is changed")
final class GrantChangeIT {

    private final RealmFixture realm;
    private final RunningKeycloak server;
    private final TimeMachine time;

    private Office office;

    GrantChangeIT(RealmFixture realm, RunningKeycloak server, TimeMachine time) {
        this.realm = realm;
        this.server = server;
        this.time = time;
    }

    @BeforeEach
    void openTheOffice() {
        office = Office.in(realm);
    }

    @ParameterizedTest(name = "P1W becomes {0}")
    @CsvSource({"P2W, 1209600", "P1D, 86400", "PT30M, 1800", "P1W, 604800"})
    void lasts_that_long_from_the_change_on(String duration, long seconds) {
        JsonNode grant = office.grant(office.wish("P1W")).body();
        time.forward(Duration.ofDays(3));
        Instant before = now();

        AdminApi.Answer changed = change(grant, Map.of("duration", duration));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(endOf(changed.body())).isBetween(before.plusSeconds(seconds), now().plusSeconds(seconds));
        assertThat(changed.body().path("version").asInt())
                .isGreaterThan(grant.path("version").asInt());
        assertThat(changed.body().path("startsAt")).isEqualTo(grant.path("startsAt"));
        time.forward(Duration.ofSeconds(seconds - 60));
        assertThat(office.attempt().status()).isEqualTo(201);
        time.forward(Duration.ofSeconds(60));
        assertThat(office.attempt().errorKey()).isEqualTo("grant-required");
    }

    @Test
    void has_no_end_where_it_becomes_indefinite_and_has_one_again_where_it_does_not() {
        JsonNode grant = office.grant(office.wish("PT10M")).body();

        JsonNode open = change(grant, Map.of("duration", "indefinite")).body();
        assertThat(open.has("endsAt")).isFalse();
        time.forward(Duration.ofDays(30));
        assertThat(office.attempt().status()).isEqualTo(201);

        assertThat(change(open, Map.of("duration", "P1D")).body().has("endsAt")).isTrue();
    }

    @Test
    void for_a_month_from_31_January_ends_on_the_last_day_of_February() {
        JsonNode grant = office.grant(office.wish("indefinite")).body();
        LocalDateTime noon = nextLastOfJanuary(now());
        time.forward(Duration.between(now(), noon.toInstant(ZoneOffset.UTC)));

        JsonNode changed = change(grant, Map.of("duration", "P1M")).body();

        assertThat(LocalDate.ofInstant(endOf(changed), ZoneOffset.UTC))
                .isEqualTo(LocalDate.of(noon.getYear(), Month.MARCH, 1).minusDays(1));
    }

    @Test
    void keeps_what_the_change_does_not_name() {
        String role = office.named("clerk");
        realm.grantRealmRole(office.alice(), role);
        JsonNode grant = office.grant(office.wish(
                        "P1W",
                        Map.of(
                                "maxLifespan",
                                600,
                                "maxConcurrent",
                                2,
                                "subjectRoles",
                                List.of(role),
                                "grantee",
                                Map.of("user", office.agent().id()),
                                "reason",
                                "a good one")))
                .body();

        JsonNode changed = change(grant, Map.of("mode", "read-only")).body();

        assertThat(changed.path("mode").asText()).isEqualTo("read-only");
        for (String field : List.of(
                "maxLifespan", "maxConcurrent", "subjectRoles", "grantee", "reason", "endsAt", "allow", "scope")) {
            assertThat(changed.path(field)).as(field).isEqualTo(grant.path(field));
        }
    }

    @Test
    void is_changed_upon_a_version_only() {
        JsonNode grant = office.grant(office.wish("P1D")).body();

        AdminApi.Answer blind = office.adasApi().put(path(grant), Map.of("duration", "P1Y"));

        assertThat(blind.status()).isEqualTo(400);
        assertThat(blind.errorKey()).isEqualTo("version-required");
        assertThat(find(grant)).isEqualTo(grant);
    }

    @Test
    void loses_nothing_to_somebody_who_has_seen_an_older_one() {
        JsonNode grant = office.grant(office.wish("P1D")).body();
        JsonNode first = change(grant, Map.of("mode", "read-only")).body();

        AdminApi.Answer stale = change(grant, Map.of("maxLifespan", 600));

        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.errorKey()).isEqualTo("version-stale");
        assertThat(find(grant)).isEqualTo(first);
    }

    @Test
    void is_changed_by_one_of_two_who_do_at_the_same_moment() throws InterruptedException {
        JsonNode grant = office.grant(office.wish("P1D")).body();
        AdminApi adas = office.adasApi();
        AdminApi bens = office.api(office.user("ben", "manage-account-assumption"));

        List<AdminApi.Answer> answers = Office.atOnce(
                () -> adas.put(path(grant), upon(grant, Map.of("duration", "P2D"))),
                () -> bens.put(path(grant), upon(grant, Map.of("duration", "P3D"))));

        assertThat(answers).extracting(AdminApi.Answer::status).containsExactlyInAnyOrder(200, 409);
        AdminApi.Answer won = answers.stream()
                .filter(answer -> answer.status() == 200)
                .findFirst()
                .orElseThrow();
        assertThat(find(grant)).isEqualTo(won.body());
    }

    @Test
    void is_not_turned_into_a_denial() {
        JsonNode grant = office.grant(office.wish("P1D")).body();

        AdminApi.Answer answer = change(grant, Map.of("effect", "deny"));

        assertThat(answer.errorKey()).isEqualTo("unknown-field");
        assertThat(find(grant)).isEqualTo(grant);
    }

    @Test
    void is_not_turned_to_who_changes_it() {
        JsonNode grant = office.grant(office.wish("P1D")).body();

        AdminApi.Answer answer =
                change(grant, Map.of("grantee", Map.of("user", office.ada().id())));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("own-grant");
        assertThat(find(grant)).isEqualTo(grant);
    }

    @Test
    void says_when_it_is_revoked_which_others_still_allow_the_same() {
        JsonNode grant = office.grant(office.wish("P1D")).body();
        String sameUser = office.grantAlice(Map.of("mode", "read-only"));
        String wholeRealm = Office.id(office.grant(Map.of("scope", "realm", "duration", "P1D")));
        office.grant(Map.of("scope", "user", "user", office.ada().id(), "duration", "P1D"));
        String revokedBefore = office.grantAlice(Map.of());
        office.adasApi().delete(Tenant.GRANTS + "/" + revokedBefore);

        AdminApi.Answer revoked = office.adasApi().delete(path(grant));

        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.body().path("stillAllowedBy"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(sameUser, wholeRealm);
        office.adasApi().delete(Tenant.GRANTS + "/" + wholeRealm);
    }

    @Test
    void is_revoked_once_and_stays_revoked() {
        JsonNode grant = office.grant(office.wish("P1D")).body();
        JsonNode revoked = office.adasApi().delete(path(grant)).body();
        assertThat(revoked.path("state").asText()).isEqualTo("revoked");
        assertThat(revoked.path("stillAllowedBy")).isEmpty();

        assertEnded(office.adasApi().delete(path(grant)));
        assertEnded(change(revoked, Map.of("duration", "P1Y")));

        assertThat(find(grant).path("state").asText()).isEqualTo("revoked");
        assertThat(office.attempt().errorKey()).isEqualTo("grant-required");
    }

    @Test
    void is_over_when_its_time_is_up_and_does_not_come_back() {
        JsonNode grant = office.grant(office.wish("PT10M")).body();

        time.forward(Duration.ofMinutes(10));

        assertThat(find(grant).path("state").asText()).isEqualTo("expired");
        AdminApi.Answer late = change(find(grant), Map.of("duration", "P1Y"));
        assertThat(late.status()).isEqualTo(409);
        assertEnded(office.adasApi().delete(path(grant)));
        assertThat(find(grant).path("state").asText()).isEqualTo("expired");
        assertThat(office.attempt().errorKey()).isEqualTo("grant-required");
    }

    @Test
    void is_changed_and_revoked_by_nobody_who_may_only_look() {
        JsonNode grant = office.grant(office.wish("P1D")).body();
        for (TestUser onlooker :
                List.of(office.user("viewer", "view-account-assumption"), office.agent(), office.user("nobody"))) {
            AdminApi api = office.api(onlooker);
            assertThat(api.put(path(grant), upon(grant, Map.of("duration", "P1Y")))
                            .errorKey())
                    .isEqualTo("not-allowed");
            assertThat(api.delete(path(grant)).errorKey()).isEqualTo("not-allowed");
        }
        assertThat(find(grant)).isEqualTo(grant);
    }

    private AdminApi.Answer change(JsonNode grant, Map<String, ?> wish) {
        return office.adasApi().put(path(grant), upon(grant, wish));
    }

    private static Map<String, Object> upon(JsonNode grant, Map<String, ?> wish) {
        Map<String, Object> body = new HashMap<>(wish);
        body.put("version", grant.path("version").asInt());
        return body;
    }

    private JsonNode find(JsonNode grant) {
        return office.adasApi().get(path(grant)).body();
    }

    private static String path(JsonNode grant) {
        return Tenant.GRANTS + "/" + grant.path("id").asText();
    }

    private static Instant endOf(JsonNode grant) {
        return Instant.ofEpochMilli(grant.path("endsAt").asLong());
    }

    private Instant now() {
        return time.now(server.nodes().get(0));
    }

    private static LocalDateTime nextLastOfJanuary(Instant from) {
        LocalDateTime now = LocalDateTime.ofInstant(from, ZoneOffset.UTC);
        LocalDateTime noon = LocalDate.of(now.getYear(), Month.JANUARY, 31).atTime(LocalTime.NOON);
        return noon.isAfter(now) ? noon : noon.plusYears(1);
    }

    private static void assertEnded(AdminApi.Answer answer) {
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.errorKey()).isEqualTo("grant-ended");
    }
}
