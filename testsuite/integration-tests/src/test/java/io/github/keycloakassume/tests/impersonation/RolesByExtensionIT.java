package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@KeycloakTest
@DisplayName("Another extension, which asks nobody who calls it,")
final class RolesByExtensionIT {

    private static final String RIGHT = "view-impersonations";
    private static final String PROTECTION = "not-impersonatable";

    private static final Set<Gift> WITH_OTHER_MODELS = EnumSet.of(
            Gift.ROLE_INTO_ROLE, Gift.GROUP_BELOW, Gift.DEFAULT_GROUP, Gift.ROLE_OUT_OF_ROLE, Gift.OURS_RENAMED);

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
                .flatMap(gift -> works(gift).map(work -> arguments(gift, work)));
    }

    /** With another session's models only where it matters: the trail takes 60 refusals of one address a minute. */
    private static Stream<String> works(Gift gift) {
        return WITH_OTHER_MODELS.contains(gift)
                ? Stream.of("REQUEST", "TRANSACTION", "CONFUSED", "JOB")
                : Stream.of("REQUEST", "TRANSACTION", "JOB");
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
        assertThat(refusals()).isGreaterThan(before);
        if (!work.equals("JOB")) {
            assertThat(answer.errorKey()).isEqualTo("role-not-yours-to-give");
            assertThat(answer.status()).isEqualTo(403);
        }
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
        assertThat(refusals()).isGreaterThan(before);
        if (!work.equals("JOB")) {
            assertThat(answer.errorKey()).isEqualTo("role-not-yours-to-give");
            assertThat(answer.status()).isEqualTo(403);
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
