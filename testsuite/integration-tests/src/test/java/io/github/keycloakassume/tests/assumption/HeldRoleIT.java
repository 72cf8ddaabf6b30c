package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.assumption.WayToHold.Holding;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a role means by the way that it is held: what limits counts always, what lets only where Keycloak counts it. */
@KeycloakTest
@DisplayName("A role that is held")
final class HeldRoleIT {

    private final RealmFixture realm;
    private final Rows rows;
    private final TestClient application;
    private final AdminApi ada;
    private final AdminApi agent;
    private final TestUser alice;

    HeldRoleIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        String number = UUID.randomUUID().toString();
        this.application = realm.client("app-" + number);
        this.ada = api(realm.user("ada-" + number, "manage-account-assumption"));
        this.agent = api(realm.user("agent-" + number, "impersonation"));
        this.alice = realm.user("alice-" + number);
    }

    /** What someone may do by a role, as one request. */
    enum Right {
        IMPERSONATION("impersonation", (test, api) -> api.post(Scene.SESSIONS, wish(test.alice))),
        ASSUME_ACCOUNTS("assume-accounts", (test, api) -> api.post(Scene.SESSIONS, wish(test.alice))),
        VIEW_IMPERSONATIONS("view-impersonations", (test, api) -> api.get("impersonation/trail")),
        END_IMPERSONATIONS(
                "end-impersonations", (test, api) -> api.delete(Scene.SESSIONS + "/" + test.agentsImpersonation())),
        VIEW_ACCOUNT_ASSUMPTION("view-account-assumption", (test, api) -> api.get(Tenant.GRANTS)),
        MANAGE_ACCOUNT_ASSUMPTION(
                "manage-account-assumption", (test, api) -> api.post(Tenant.GRANTS, grant(test.alice)));

        private final String role;

        @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
        private final BiFunction<HeldRoleIT, AdminApi, AdminApi.Answer> deed;

        Right(String role, BiFunction<HeldRoleIT, AdminApi, AdminApi.Answer> deed) {
            this.role = role;
            this.deed = deed;
        }
    }

    /** Every way for one of them; the others are asked in the same one place. */
    static Stream<Arguments> rightsAndWays() {
        return Arrays.stream(Right.values())
                .flatMap(right -> Arrays.stream(WayToHold.values())
                        .filter(way -> right == Right.VIEW_IMPERSONATIONS
                                || way == WayToHold.DIRECTLY
                                || way == WayToHold.BY_A_GROUP_OF_AN_ORGANIZATION)
                        .map(way -> arguments(right, way)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rightsAndWays")
    void lets_do_where_keycloak_counts_it(Right right, WayToHold way) {
        // Before the realm's default role makes Ada vendor, too.
        assertThat(ada.post(Tenant.GRANTS, grant(alice)).status()).isEqualTo(201);
        try (Holding held = way.of(realm, right.role)) {
            AdminApi.Answer answer = right.deed.apply(this, api(held.user()));

            if (way.givesRights()) {
                assertThat(answer.status()).as("%s", answer.body()).isBetween(200, 204);
            } else {
                assertThat(answer.status()).as("%s", answer.body()).isIn(403, 404);
                assertThat(rows.of(
                                "ASSUME_IMPERSONATION",
                                "IMPERSONATOR_ID",
                                held.user().id()))
                        .isEmpty();
                assertThat(rows.of("ASSUME_GRANT", "DECIDED_BY_ID", held.user().id()))
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void protects_its_holder(WayToHold way) {
        try (Holding held = way.of(realm, "not-impersonatable")) {
            assertRefused(held, "subject-protected");
        }
    }

    /** All users have the default role, and no one is more privileged by it. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BY_THE_DEFAULT_ROLE")
    void makes_its_holder_more_privileged_than_who_has_it_not(WayToHold way) {
        try (Holding held = way.of(realm, "manage-users")) {
            assertRefused(held, "subject-more-privileged");
        }
    }

    @ParameterizedTest
    @EnumSource
    void makes_vendor_staff_need_a_grant(WayToHold way) {
        try (Holding held = way.of(realm, "assume-accounts", "impersonation")) {
            AdminApi.Answer answer = api(held.user()).post(Scene.SESSIONS, wish(alice));

            assertThat(answer.errorKey()).isEqualTo("grant-required");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(rows.of(
                            "ASSUME_IMPERSONATION",
                            "IMPERSONATOR_ID",
                            held.user().id()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void keeps_vendor_staff_from_deciding(WayToHold way) {
        try (Holding held = way.of(realm, "assume-accounts", "manage-account-assumption")) {
            AdminApi.Answer answer = api(held.user()).post(Tenant.GRANTS, grant(alice));

            assertThat(answer.errorKey()).isEqualTo("vendor-may-not-decide");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(rows.of("ASSUME_GRANT", "DECIDED_BY_ID", held.user().id()))
                    .isEmpty();
        }
    }

    private void assertRefused(Holding held, String key) {
        AdminApi.Answer answer = agent.post(Scene.SESSIONS, wish(held.user()));

        assertThat(answer.errorKey()).isEqualTo(key);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", held.user().id()))
                .isEmpty();
    }

    private String agentsImpersonation() {
        return agent.post(Scene.SESSIONS, wish(alice)).body().path("id").asText();
    }

    private AdminApi api(TestUser user) {
        return AdminApi.of(realm, realm.tokens().password(application, user).accessToken());
    }

    private static Map<String, String> wish(TestUser subject) {
        return Map.of("user", subject.id(), "reason", Scene.REASON);
    }

    private static Map<String, String> grant(TestUser subject) {
        return Map.of("scope", "user", "user", subject.id(), "duration", "PT10M");
    }
}
