package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@KeycloakTest
@DisplayName("Another extension, which asks nobody who calls it,")
final class RolesByExtensionIT {

    private static final String RIGHT = "view-impersonations";
    private static final int MOST_IN_A_MINUTE = 60;
    private static final String PROTECTION = "not-impersonatable";

    private final RealmFixture realm;
    private final Rows rows;

    RolesByExtensionIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
    }

    static Stream<Arguments> gifts() {
        return all(true);
    }

    static Stream<Arguments> takings() {
        return all(false);
    }

    private static Stream<Arguments> all(boolean gives) {
        return Arrays.stream(Gift.values())
                .filter(gift -> gift.gives() == gives)
                .flatMap(gift ->
                        Stream.of("REQUEST", "TRANSACTION", "CONFUSED", "JOB").map(work -> arguments(gift, work)));
    }

    /** The caller administers the realm: on a path that we do not know this is nobody's word. */
    @ParameterizedTest(name = "{0} in its {1}")
    @MethodSource("gifts")
    void gives_no_role_of_ours_and_the_trail_has_it(Gift gift, String work) {
        RoleScene scene = new RoleScene(realm, "realm-admin");
        long before = refusals();

        AdminApi.Answer answer = scene.elsewhere().post(gift.prepare(scene, RIGHT, work), "");

        TestUser later = realm.user("later-" + scene.number());
        assertThat(scene.carolHolds(RIGHT)).isFalse();
        assertThat(scene.holds(later.id(), RIGHT)).isFalse();
        assertInTheTrail(work, before);
        assertAnswer(answer, work);
    }

    @ParameterizedTest(name = "{0} in its {1}")
    @MethodSource("takings")
    void takes_no_protection_away_and_the_trail_has_it(Gift gift, String work) {
        RoleScene scene = new RoleScene(realm, "realm-admin");
        String path = gift.prepare(scene, PROTECTION, work);
        String role = scene.role(PROTECTION).getId();
        long before = refusals();
        assertThat(scene.carolHolds(PROTECTION)).as("before").isTrue();

        AdminApi.Answer answer = scene.elsewhere().post(path, "");

        assertThat(scene.carolHolds(PROTECTION)).isTrue();
        assertThat(scene.role(PROTECTION).getId()).isEqualTo(role);
        assertInTheTrail(work, before);
        assertAnswer(answer, work);
    }

    /** With the models of another session the refusal may come when the request's own transaction is spoilt: an error. */
    private static void assertAnswer(AdminApi.Answer answer, String work) {
        if (work.equals("CONFUSED")) {
            assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        } else if (!work.equals("JOB")) {
            assertThat(answer.errorKey()).isEqualTo("role-not-yours-to-give");
            assertThat(answer.status()).isEqualTo(403);
        }
    }

    /**
     * On a quick machine there are more refusals in a minute than the trail takes of one address. What is written with the
     * models of another session may fail by itself, over a connection that is closed, before there is anything to refuse.
     */
    private void assertInTheTrail(String work, long before) {
        if (before < MOST_IN_A_MINUTE && !work.equals("CONFUSED")) {
            assertThat(refusals()).isGreaterThan(before);
        }
    }

    private long refusals() {
        String id = realm.admin().toRepresentation().getId();
        return rows.of("ASSUME_TRAIL", "REALM_ID", id).stream()
                .filter(row -> row.entrySet()
                        .containsAll(Map.of("ACTION", "REFUSED", "DETAIL", "role-not-yours-to-give")
                                .entrySet()))
                .count();
    }
}
