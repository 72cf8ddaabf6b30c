package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;

/** Its clients have no client scopes to be changed, but they may become public. */
@KeycloakTest(buildOptions = Features.MORE_WAYS_IN)
@DisplayName("By version 2 of the Admin API, a client with client scope impersonate")
final class ImpersonateScopeByAdminApiV2IT {

    private static final String NAME = ScopeOfHolders.NAME;

    private final RealmFixture realm;
    private final AdminApi api;
    private final ScopeOfHolders scope;
    private final String clientId = "app-" + UUID.randomUUID();
    private final TestUser agent;
    private final TestClient app;

    ImpersonateScopeByAdminApiV2IT(RealmFixture realm, Keycloak admin) {
        this.realm = realm;
        this.api = AdminApi.of(realm, admin.tokenManager().grantToken().getToken());
        this.scope = new ScopeOfHolders(realm);
        this.agent = realm.user("agent-" + clientId, "impersonation");
        this.app = scope.application(clientId);
    }

    @Test
    void is_not_made_public_by_putting_it_without_authentication() {
        assertRefused(api.put(address(), """
                {"protocol":"openid-connect","clientId":"%s","enabled":true,"loginFlows":["DIRECT_GRANT"]}
                """.formatted(clientId)));
    }

    @Test
    void is_not_made_public_by_taking_its_authentication_away() {
        assertRefused(api.patchAs("application/merge-patch+json", address(), "{\"auth\":null}"));
    }

    @Test
    void stays_one_when_something_else_is_changed() {
        AdminApi.Answer answer =
                api.patchAs("application/merge-patch+json", address(), "{\"displayName\":\"Another name\"}");

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(realm.admin().clients().get(app.id()).toRepresentation().getName())
                .isEqualTo("Another name");
        assertHas();
    }

    @ParameterizedTest
    @ValueSource(strings = {"optionalClientScopes", "defaultClientScopes", "clientScopes"})
    void is_not_made_at_all(String list) {
        String other = "other-" + clientId;

        AdminApi.Answer answer =
                api.post("/admin/api/" + realm.name() + "/clients/v2", """
                {"protocol":"openid-connect","clientId":"%s","enabled":true,"loginFlows":["DIRECT_GRANT"],"%s":["%s"]}
                """.formatted(other, list, NAME));

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
        assertThat(realm.admin().clients().findByClientId(other)).isEmpty();
    }

    private void assertRefused(AdminApi.Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("scope-not-for-client");
        assertThat(realm.admin().clients().get(app.id()).toRepresentation().isPublicClient())
                .isFalse();
        assertHas();
    }

    /** As before. */
    private void assertHas() {
        assertThat(ScopeOfHolders.in(scope.asked(app, agent))).contains(NAME);
    }

    private String address() {
        return "/admin/api/" + realm.name() + "/clients/v2/" + clientId;
    }
}
