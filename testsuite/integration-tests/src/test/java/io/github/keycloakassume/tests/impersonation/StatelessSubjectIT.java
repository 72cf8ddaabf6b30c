package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.impersonation.MappedApplication.Writer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of a token without a session the subject says whose it is, or else a name; mappers of its application write both. */
@KeycloakTest
@DisplayName("The token of a service account")
final class StatelessSubjectIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RealmFixture realm;
    private final int number = NUMBER.incrementAndGet();
    private final TestUser friend;

    StatelessSubjectIT(RealmFixture realm) {
        this.realm = realm;
        this.friend = realm.user("friend-" + number);
    }

    /** Keycloak finds them by it, though their id is another ({@code LDAPStorageProvider.getUserById}). */
    @Test
    void is_not_that_of_a_user_whom_a_directory_knows_by_another_id() {
        String storage = realm.federate();
        TestUser boss = realm.importedUser(storage, "boss-" + number, "realm-admin");
        String id = "f:" + storage + ":" + boss.username();
        assertThat(realm.admin().users().get(id).toRepresentation().getId())
                .as("what Keycloak finds")
                .isEqualTo(boss.id())
                .isNotEqualTo(id);

        for (String spelling :
                List.of(id, "f:" + storage + ":" + boss.username().toUpperCase(Locale.ROOT), id + "\u0001")) {
            MappedApplication shop = MappedApplication.in(realm, "shop-" + NUMBER.incrementAndGet())
                    .withoutNames();
            shop.map(Writer.HARDCODED, "sub", spelling);

            shop.assertOpensNothing(shop.ownToken(), friend);
        }
    }

    /** Java takes these letters for others where it compares without regard to case; Keycloak does not where it looks up. */
    @ParameterizedTest
    @CsvSource({"billing, b\u0131lling", "sales, \u017fales"})
    void is_not_that_of_one_whose_name_looks_alike(String theirs, String own) {
        MappedApplication victim = MappedApplication.in(realm, theirs + "-" + number);
        String account = realm.admin()
                .clients()
                .get(victim.client().id())
                .getServiceAccountUser()
                .getId();
        realm.grant(new TestUser(account, "", "", ""), "realm-management", "realm-admin");
        MappedApplication shop = MappedApplication.in(realm, own + "-" + number).withoutNames();
        shop.map(Writer.HARDCODED, "sub", "a name that no user has");
        shop.map(Writer.HARDCODED, "preferred_username", "service-account-" + theirs + "-" + number);

        shop.assertOpensNothing(shop.ownToken(), friend);
    }

    /** Keycloak's parser of ids fails on it. */
    @Test
    void is_its_own_when_the_subject_is_half_an_id_of_another_storage() {
        MappedApplication shop = MappedApplication.in(realm, "shop-" + number);
        shop.map(Writer.HARDCODED, "sub", "f:half");

        shop.assertOpensNothing(shop.ownToken(), friend);
    }

    @Test
    void says_as_with_keycloak_alone_what_is_no_users_id_and_never_will_be() {
        MappedApplication shop = MappedApplication.in(realm, "shop-" + number);
        shop.map(Writer.HARDCODED, "sub", "https://shop.example/robot");

        assertThat(TokenEndpoint.claims(shop.ownToken())).containsEntry("sub", "https://shop.example/robot");
    }

    @Test
    void says_as_with_keycloak_alone_the_pairwise_subject_of_its_own_application() {
        MappedApplication shop = MappedApplication.in(realm, "shop-" + number);
        String account = realm.admin()
                .clients()
                .get(shop.client().id())
                .getServiceAccountUser()
                .getId();
        shop.map(Writer.PAIRWISE, "sub", "");

        assertThat(TokenEndpoint.claims(shop.ownToken()).get("sub")).isNotNull().isNotEqualTo(account);
    }
}
