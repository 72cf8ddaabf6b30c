package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Statements;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.knowing.SteadyAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest(buildOptions = Statements.DRIVER)
@DisplayName("An exchange on behalf of a user")
final class OnBehalfOfSecretsIT {

    private final RealmFixture realm;
    private final Statements statements;

    OnBehalfOfSecretsIT(RealmFixture realm, Statements statements) {
        this.realm = realm;
        this.statements = statements;
    }

    /** That the database is asked the same is what makes the time the same. */
    @Test
    void does_not_tell_by_its_time_what_stands_against_the_user() {
        Exchanges exchanges = Exchanges.in(realm);
        Map<String, String> subjects = new LinkedHashMap<>();
        subjects.put("unknown", "unknown-user");
        subjects.put("protected", user("protected", "not-impersonatable").username());
        subjects.put("more privileged", user("privileged", "manage-users").username());
        subjects.put(
                "disabled",
                realm.user("disabled-" + exchanges.number(), user -> user.setEnabled(false))
                        .username());
        Map<String, Integer> counts = new LinkedHashMap<>();

        subjects.forEach((kind, name) -> counts.put(kind, count(exchanges, name)));

        assertThat(counts.values()).as("statements: %s", counts).containsOnly(counts.get("unknown"));
    }

    @Test
    void does_not_tell_by_what_else_takes_time() {
        Exchanges exchanges = Exchanges.in(realm);
        String known = user("kept-out", "not-impersonatable").username();

        for (String name : List.of("unknown-user", known)) {
            assertThat(SteadyAnswer.of(() -> exchanges.exchange(Map.of("requested_subject", name)))
                            .status())
                    .isEqualTo(403);
        }
    }

    private TestUser user(String name, String role) {
        return realm.user(name, role);
    }

    /** Of some the smallest: caches of Keycloak's own only ever add. */
    private int count(Exchanges exchanges, String subject) {
        Map<String, String> asked = Map.of("requested_subject", subject);
        assertThat(exchanges.exchange(asked).status()).isEqualTo(403);
        return IntStream.range(0, 3)
                .map(time -> statements.during(() -> exchanges.exchange(asked)).size())
                .min()
                .orElseThrow();
    }
}
