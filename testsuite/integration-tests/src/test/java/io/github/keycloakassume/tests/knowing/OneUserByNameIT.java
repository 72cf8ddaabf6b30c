package io.github.keycloakassume.tests.knowing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a name means: the same in every realm, whatever it allows of e-mail addresses. */
@KeycloakTest
@DisplayName("A name that a request gives to a user")
final class OneUserByNameIT {

    private static final String SESSIONS = "impersonation/sessions";
    private static final String NOBODY = "user-not-found";
    private static final String TWO = "user-ambiguous";

    private final RealmFixture realm;

    private AdminApi agent;

    OneUserByNameIT(RealmFixture realm) {
        this.realm = realm;
    }

    @BeforeEach
    void callAgent() {
        allow(true, false, false);
        String number = String.valueOf(System.identityHashCode(this));
        TestClient client = realm.client("desk-" + number);
        TestUser user = realm.user("agent-" + number, "impersonation");
        agent = AdminApi.of(realm, realm.tokens().password(client, user).accessToken());
    }

    /** Names that only a realm allows that has other settings now stay; Keycloak itself takes some of these combinations back. */
    @ParameterizedTest(name = "duplicate e-mails {0}, login with e-mail {1}, e-mail as username {2}")
    @CsvSource({
        "false, false, false",
        "false, false, true",
        "false, true, false",
        "false, true, true",
        "true, false, false",
        "true, false, true",
        "true, true, false",
        "true, true, true",
    })
    void means_one_user_or_none_in_every_realm(boolean duplicates, boolean login, boolean asUsername) {
        String of = "-" + duplicates + "-" + login + "-" + asUsername;
        TestUser carol = realm.user("carol" + of);
        TestUser own = withEmail("own" + of + "@x.example", "own" + of + "@x.example");
        TestUser first = withEmail("first" + of, "shared" + of + "@x.example");
        withEmail("second" + of, "shared" + of + "@x.example");
        TestUser bob = realm.user("bob" + of);
        TestUser stranger = withEmail(bob.email(), "stranger" + of + "@x.example");
        TestUser target = realm.user("target" + of);
        withEmail(target.id(), "squatter" + of + "@x.example");
        allow(duplicates, login, asUsername);

        assertMeanings(names -> {
            names.accept(carol.id(), carol.id());
            names.accept(carol.username(), carol.id());
            names.accept(carol.email(), carol.id());
            names.accept(carol.username().toUpperCase(java.util.Locale.ROOT), carol.id());
            names.accept(carol.email().toUpperCase(java.util.Locale.ROOT), carol.id());
            names.accept("  " + carol.username() + " ", carol.id());
            names.accept(own.email(), own.id());
            names.accept(first.email(), TWO);
            names.accept(first.username(), first.id());
            names.accept(bob.email(), TWO);
            names.accept(bob.username(), bob.id());
            names.accept(stranger.email(), stranger.id());
            names.accept(target.id(), TWO);
            names.accept(target.username(), target.id());
        });
    }

    @Test
    void means_no_user_whose_name_only_looks_like_it() {
        TestUser kate = realm.user("kate");
        TestUser rene = withEmail("ren\u00e9", "rene-with-accent@x.example");
        realm.user("rene");

        assertMeanings(names -> {
            names.accept("k\u0430te", NOBODY);
            names.accept("kate\u200b", NOBODY);
            names.accept("kat\u00e9", NOBODY);
            names.accept("kat e", NOBODY);
            names.accept("ren\u00e9", rene.id());
            names.accept("rene\u0301", NOBODY);
            names.accept("kat%", NOBODY);
            names.accept("kat_", NOBODY);
            // The Kelvin sign, which Keycloak takes for a K at a login too.
            names.accept("\u212aate", kate.id());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"f:abc", "f:no-such-provider:id", "f:", "lightweight-x", "", "   ", "\\ud800", "@"})
    void means_none_when_no_user_could_be_called_so(String name) {
        AdminApi.Answer answer = agent.post(SESSIONS, "{\"user\":\"" + name + "\",\"reason\":\"r\"}");

        assertThat(answer.errorKey()).isEqualTo(NOBODY);
        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void may_be_as_long_as_a_username_and_no_longer() {
        String longest = "l".repeat(255);
        TestUser longOne = realm.user(longest, user -> user.setEmail("longest@x.example"));

        assertThat(meaning(longest)).isEqualTo(longOne.id());
        assertThat(meaning("l".repeat(254))).isEqualTo(NOBODY);
        assertThat(meaning("l".repeat(256))).isEqualTo("invalid-field");
        assertThat(meaning("l\u0000")).isEqualTo("invalid-field");
    }

    @Test
    void means_none_when_it_is_the_name_of_a_user_here_and_the_address_of_one_in_another_storage() {
        String storage = realm.federate();
        TestUser there = realm.federatedUser(storage, "fred");
        TestUser here = withEmail(realm.federatedUser(storage, "gina").email(), "here@x.example");

        assertMeanings(names -> {
            names.accept(there.id(), there.id());
            names.accept(there.username(), there.id());
            names.accept(there.email(), there.id());
            names.accept(here.username(), TWO);
            names.accept(here.id(), here.id());
        });
    }

    private TestUser withEmail(String username, String email) {
        return realm.user(username, user -> user.setEmail(email));
    }

    /** All three, in an order in which Keycloak lets the later ones have their way. */
    private void allow(boolean duplicates, boolean login, boolean asUsername) {
        realm.update(settings -> {
            settings.setDuplicateEmailsAllowed(duplicates);
            settings.setLoginWithEmailAllowed(login);
            settings.setRegistrationEmailAsUsername(asUsername);
        });
    }

    private void assertMeanings(java.util.function.Consumer<BiConsumer<String, String>> table) {
        Map<String, String> expected = new HashMap<>();
        table.accept(expected::put);
        SoftAssertions softly = new SoftAssertions();
        expected.forEach((name, meaning) ->
                softly.assertThat(meaning(name)).as("«%s»", name).isEqualTo(meaning));
        softly.assertAll();
    }

    /** The id of the user whom it means, or the key of the refusal. */
    private String meaning(String name) {
        AdminApi.Answer answer = agent.post(SESSIONS, Map.of("user", name, "reason", "r"));
        return answer.status() == 201 ? answer.body().path("user").path("id").asText() : answer.errorKey();
    }
}
