package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.ClientDocument;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

@KeycloakTest(buildOptions = {Features.SCOPES_AND_DOCUMENTS, Features.CERTIFICATES_BY_PROXY})
@DisplayName(
        "A confidential client that a document at its client id describes (CIMD), whose service account may impersonate,")
final class ImpersonateScopeByDocumentIT {

    private static final String NAME = ScopeOfHolders.NAME;

    private final RealmFixture realm;
    private final AdminApi api;
    private final ScopeOfHolders scope;
    private ClientDocument document;

    @SuppressWarnings("NullAway.Init") // set before each test
    ImpersonateScopeByDocumentIT(RealmFixture realm, Keycloak admin) {
        this.realm = realm;
        this.api = AdminApi.of(realm, admin.tokenManager().grantToken().getToken());
        this.scope = new ScopeOfHolders(realm);
    }

    @BeforeEach
    void setTheScene() {
        ClientDocument.areTakenBy(api);
        document = ClientDocument.asking("profile");
    }

    @AfterEach
    void close() {
        document.close();
    }

    @Test
    void gets_no_token_with_scope_impersonate_by_asking_for_it_in_its_document() {
        document.ask("profile " + NAME);

        assertThat(document.visit(realm)).isEqualTo(200);

        assertHasNot();
    }

    @Test
    void gets_none_by_asking_for_it_in_its_document_later() {
        assertThat(document.visit(realm)).isEqualTo(200);
        assertHasNot();
        ClientRepresentation known = client();
        known.getAttributes().put("cimd.cache.expiry.time.in.sec", "1");
        realm.admin().clients().get(known.getId()).update(known);
        document.ask("profile " + NAME);

        assertThat(document.visit(realm)).isEqualTo(200);

        assertThat(client().getAttributes().get("cimd.cache.expiry.time.in.sec"))
                .as("it was read again")
                .isNotEqualTo("1");
        assertHasNot();
    }

    @Test
    void is_not_given_the_scope_by_an_administrator() {
        assertThat(document.visit(realm)).isEqualTo(200);

        AdminApi.Answer answer = api.put(
                "clients/" + client().getId() + "/optional-client-scopes/"
                        + scope.scope().getId(),
                Map.of());

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("scope-not-for-client");
        assertThat(client().getOptionalClientScopes()).doesNotContain(NAME);
        assertHasNot();
    }

    /** A client that administrators describe gets it for the same right. */
    @Test
    void has_not_what_a_client_of_the_realms_administrators_has() {
        TestClient robot = realm.client("robot-" + UUID.randomUUID(), client -> client.setServiceAccountsEnabled(true));
        realm.admin()
                .clients()
                .get(robot.id())
                .addOptionalClientScope(scope.scope().getId());
        mayImpersonate(robot.id());

        TokenAnswer answer =
                realm.tokens().token(robot, Map.of("grant_type", "client_credentials", "scope", "profile " + NAME));

        assertThat(ScopeOfHolders.in(answer)).contains(NAME);
    }

    /** Neither asked for nor not. */
    private void assertHasNot() {
        assertThat(client().isPublicClient()).isFalse();
        mayImpersonate(client().getId());
        TokenAnswer asked = document.serviceToken(realm, "profile " + NAME);
        TokenAnswer notAsked = document.serviceToken(realm, "profile");

        assertThat(ScopeOfHolders.in(asked)).doesNotContain(NAME);
        assertThat(asked.body().get("error")).isIn(null, "invalid_scope");
        assertThat(notAsked.status()).as("%s", notAsked.body()).isEqualTo(200);
        assertThat(ScopeOfHolders.in(notAsked)).contains("profile").doesNotContain(NAME);
    }

    private void mayImpersonate(String client) {
        UserRepresentation account = realm.admin().clients().get(client).getServiceAccountUser();
        realm.grant(new TestUser(account.getId(), account.getUsername(), "", ""), "realm-management", "impersonation");
    }

    private ClientRepresentation client() {
        return realm.admin().clients().findByClientId(document.clientId()).get(0);
    }
}
