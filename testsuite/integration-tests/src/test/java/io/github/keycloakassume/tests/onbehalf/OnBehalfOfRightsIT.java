package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AccountApi;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("A token on behalf of a user")
final class OnBehalfOfRightsIT {

    private final RealmFixture realm;
    private Exchanges exchanges;

    @SuppressWarnings("NullAway.Init") // set before each test
    OnBehalfOfRightsIT(RealmFixture realm) {
        this.realm = realm;
    }

    @BeforeEach
    void setTheScene() {
        exchanges = Exchanges.in(realm);
    }

    @Test
    void has_the_users_roles_and_none_of_the_actors() {
        realm.grantRealmRole(exchanges.alice(), "customer");
        realm.grantRealmRole(exchanges.agent(), "employee");

        String claims = String.valueOf(TokenEndpoint.claims(exchanges.token()));

        assertThat(claims).contains("customer").doesNotContain("employee", "realm-management");
    }

    @Test
    void has_no_more_roles_than_the_application_may_have() {
        exchanges = Exchanges.in(realm, client -> client.setFullScopeAllowed(false));
        realm.grantRealmRole(exchanges.alice(), "customer");

        assertThat(String.valueOf(TokenEndpoint.claims(exchanges.token()))).doesNotContain("customer");
    }

    @Test
    void has_no_role_of_administration_though_actor_and_user_have_it() {
        realm.grant(exchanges.alice(), "realm-management", "view-users");
        realm.grant(exchanges.agent(), "realm-management", "view-users");

        String token = exchanges.token();

        assertThat(TokenEndpoint.claims(token))
                .containsEntry("sub", exchanges.alice().id());
        assertThat(String.valueOf(TokenEndpoint.claims(token))).doesNotContain("view-users");
        assertThat(AdminApi.of(realm, token).get("users").status()).isEqualTo(403);
    }

    @Test
    void looks_at_the_account_and_changes_nothing_there() {
        exchanges = Exchanges.in(
                realm,
                client -> client.setProtocolMappers(
                        List.of(RealmFixture.audience(client.getClientId()), RealmFixture.audience("account"))));
        AccountApi account = AccountApi.of(realm, exchanges.token());

        assertThat(account.get("")).isEqualTo(200);
        assertThat(account.rename("Mallory")).isEqualTo(403);
        assertThat(realm.admin()
                        .users()
                        .get(exchanges.alice().id())
                        .toRepresentation()
                        .getFirstName())
                .isEqualTo(exchanges.alice().username());
    }

    /** keycloak#17668 */
    @Test
    void without_openid_is_none_for_userinfo() {
        assertThat(realm.tokens().userInfo(exchanges.token(Map.of())).status()).isEqualTo(403);
    }

    /** keycloak#35505 */
    @Test
    void can_be_for_several_targets() {
        realm.client("first-target-" + exchanges.number());
        realm.client("second-target-" + exchanges.number());
        String first = "first-target-" + exchanges.number();
        String second = "second-target-" + exchanges.number();
        Exchanges several = Exchanges.in(
                realm,
                client -> client.setProtocolMappers(List.of(
                        RealmFixture.audience(client.getClientId()),
                        RealmFixture.audience(first),
                        RealmFixture.audience(second))));

        String all = String.valueOf(TokenEndpoint.claims(several.token()).get("aud"));
        String one = String.valueOf(
                TokenEndpoint.claims(several.token(Map.of("audience", first))).get("aud"));

        assertThat(all).contains(first, second);
        assertThat(one).contains(first).doesNotContain(second);
    }
}
