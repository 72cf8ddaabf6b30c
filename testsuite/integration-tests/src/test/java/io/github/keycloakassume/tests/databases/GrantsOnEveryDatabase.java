package io.github.keycloakassume.tests.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.tests.assumption.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RoleRepresentation;

/** Grants and requests, from beginning to end. */
abstract class GrantsOnEveryDatabase extends OnEveryDatabase {

    private static final String ANY_SCRIPT =
            "Grüße, 世界, \uD83D\uDD11 — ".repeat(200).substring(0, 1_999) + ".";
    private static final int MOST_ROLES = 50;

    @Test
    void a_grant_is_kept_as_it_was_given(RealmFixture realm, Browser browser) {
        Tenant tenant = Tenant.with(realm, browser);
        List<String> roles = roles(realm, tenant.scene().number());
        Map<String, Object> wish = tenant.wish(
                "P1M",
                Map.of(
                        "grantee",
                        Map.of("user", tenant.agent().id()),
                        "mode",
                        "read-only",
                        "maxLifespan",
                        86_400,
                        "maxConcurrent",
                        1_000,
                        "subjectRoles",
                        roles,
                        "allow",
                        List.of("recovery-code", "impersonate", "reset-email", "unlock", "reset-two-factor"),
                        "reason",
                        ANY_SCRIPT));

        AdminApi.Answer given = tenant.adasApi().post(Tenant.GRANTS, wish);

        assertThat(given.status()).isEqualTo(201);
        JsonNode kept = tenant.adasApi()
                .get(Tenant.GRANTS + "/" + given.body().path("id").asText())
                .body();
        assertThat(kept).isEqualTo(given.body());
        assertThat(kept.path("user").asText()).isEqualTo(tenant.alice().id());
        assertThat(kept.path("grantee").path("user").asText())
                .isEqualTo(tenant.agent().id());
        assertThat(kept.path("mode").asText()).isEqualTo("read-only");
        assertThat(kept.path("maxLifespan").asLong()).isEqualTo(86_400);
        assertThat(kept.path("maxConcurrent").asInt()).isEqualTo(1_000);
        assertThat(texts(kept.path("subjectRoles"))).containsExactlyInAnyOrderElementsOf(roles);
        assertThat(texts(kept.path("allow")))
                .containsExactly("impersonate", "reset-email", "unlock", "reset-two-factor", "recovery-code");
        assertThat(kept.path("reason").asText()).isEqualTo(ANY_SCRIPT);
        assertThat(kept.path("createdBy").path("username").asText())
                .isEqualTo(tenant.ada().username());
        assertThat(kept.path("state").asText()).isEqualTo("active");
        assertThat(kept.path("endsAt").asLong())
                .isGreaterThan(kept.path("startsAt").asLong());
    }

    @Test
    void a_list_goes_on_after_the_last_of_the_page_before_and_misses_none(RealmFixture realm, Browser browser) {
        Tenant tenant = Tenant.with(realm, browser);
        List<String> given = Stream.generate(tenant::grantAlice).limit(5).toList();
        tenant.revoke(given.get(2));
        String ofAlice = Tenant.GRANTS + "?target=" + tenant.alice().id();

        List<String> listed = new ArrayList<>();
        String page = ofAlice + "&max=2";
        for (List<String> ids = ids(tenant, page); !ids.isEmpty(); ids = ids(tenant, page)) {
            listed.addAll(ids);
            page = ofAlice + "&max=2&after=" + ids.get(ids.size() - 1);
        }

        assertThat(listed).hasSize(5).containsExactlyInAnyOrderElementsOf(given);
        assertThat(count(tenant, "")).isEqualTo(5);
        assertThat(count(tenant, "&state=active")).isEqualTo(4);
        assertThat(count(tenant, "&state=ended")).isEqualTo(1);
        assertThat(ids(tenant, ofAlice + "&state=ended")).containsExactly(given.get(2));
    }

    @Test
    void a_request_is_approved_used_and_its_grant_revoked(RealmFixture realm, Browser browser) {
        Tenant tenant = Tenant.with(realm, browser);
        Map<String, Object> wish = tenant.wish("P1D", Map.of("reason", ANY_SCRIPT, "ticket", "世界-42"));
        AdminApi.Answer asked = tenant.agentsApi().post(Tenant.REQUESTS, wish);
        assertThat(asked.status()).isEqualTo(201);
        String request = asked.body().path("id").asText();

        AdminApi.Answer approved =
                tenant.adasApi().post(Tenant.REQUESTS + "/" + request + "/approve", Map.of("word", "Grüße, 世界"));

        assertThat(approved.status()).isEqualTo(201);
        assertThat(approved.body().path("request").asText()).isEqualTo(request);
        assertThat(approved.body().path("reason").asText()).isEqualTo(ANY_SCRIPT);
        tenant.scene().becomeAlice();
        TokenAnswer tokens = tenant.scene().app().singleSignOn();
        String grant = approved.body().path("id").asText();
        assertThat(tenant.revoke(grant).status()).isEqualTo(200);
        assertThat(realm.tokens()
                        .refresh(tenant.scene().client(), tokens.refreshToken())
                        .error())
                .isEqualTo("invalid_grant");
        JsonNode answered = tenant.agentsApi()
                .get(Tenant.REQUESTS + "?target=" + tenant.alice().id())
                .body()
                .path(0);
        assertThat(answered.path("state").asText()).isEqualTo("approved");
        assertThat(answered.path("ticket").asText()).isEqualTo("世界-42");
        assertThat(answered.path("word").asText()).isEqualTo("Grüße, 世界");
        assertThat(answered.path("grant").asText()).isEqualTo(grant);
    }

    @Test
    void a_grant_whose_time_is_up_is_noted_once(RealmFixture realm, Browser browser, TimeMachine time, Rows rows) {
        Tenant tenant = Tenant.with(realm, browser);
        String shorter = tenant.grant(tenant.wish("PT10M"));
        String longer = tenant.grant(tenant.wish("PT15M"));

        time.forward(Duration.ofMinutes(10));
        awaitNoted(tenant, shorter);
        assertThat(grant(tenant, longer).has("endedAt")).isFalse();
        time.forward(Duration.ofMinutes(5));
        awaitNoted(tenant, longer);

        assertThat(rows.of(
                        "ASSUME_TRAIL",
                        "REALM_ID",
                        realm.admin().toRepresentation().getId()))
                .as("after a further round")
                .filteredOn(row -> "GRANT_ENDED".equals(row.get("ACTION")))
                .filteredOn(row -> String.valueOf(row.get("DETAIL")).contains(shorter))
                .hasSize(1);
    }

    @Test
    void of_several_who_change_a_grant_at_once_one_does(RealmFixture realm, Browser browser) {
        Tenant tenant = Tenant.with(realm, browser);
        String grant = Tenant.GRANTS + "/" + tenant.grantAlice();
        AdminApi ada = tenant.adasApi();
        int version = ada.get(grant).body().path("version").asInt();

        List<AdminApi.Answer> answers = IntStream.rangeClosed(1, 4)
                .mapToObj(days -> CompletableFuture.supplyAsync(
                        () -> ada.put(grant, Map.of("version", version, "duration", "P" + days + "D"))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .hasSize(3)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(409);
                    assertThat(answer.errorKey()).isEqualTo("version-stale");
                });
        assertThat(ada.get(grant).body().path("version").asInt()).isEqualTo(version + 1);
    }

    /** Ids of as many roles as a grant may name. */
    private static List<String> roles(RealmFixture realm, int number) {
        var roles = realm.admin().roles();
        return IntStream.rangeClosed(1, MOST_ROLES)
                .mapToObj(i -> "role-" + number + "-" + i)
                .map(name -> {
                    roles.create(new RoleRepresentation(name, "", false));
                    return roles.get(name).toRepresentation().getId();
                })
                .toList();
    }

    private static List<String> ids(Tenant tenant, String path) {
        return StreamSupport.stream(tenant.adasApi().get(path).body().spliterator(), false)
                .map(grant -> grant.path("id").asText())
                .toList();
    }

    private static JsonNode grant(Tenant tenant, String id) {
        return tenant.adasApi().get(Tenant.GRANTS + "/" + id).body();
    }

    private static void awaitNoted(Tenant tenant, String id) {
        AdminApi ada = tenant.adasApi();
        await().untilAsserted(() -> {
            JsonNode grant = ada.get(Tenant.GRANTS + "/" + id).body();
            assertThat(grant.path("state").asText()).isEqualTo("expired");
            assertThat(grant.has("endedAt")).isTrue();
        });
    }

    private static int count(Tenant tenant, String more) {
        return tenant.adasApi()
                .get(Tenant.GRANTS + "/count?target=" + tenant.alice().id() + more)
                .body()
                .asInt();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
