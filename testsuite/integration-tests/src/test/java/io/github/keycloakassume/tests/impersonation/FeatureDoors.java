package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.keycloak.representations.idm.ClientRepresentation;

/** Resources that are there with a feature only, called as the user and as the one who acts as the user. */
final class FeatureDoors {

    /** Where Keycloak's own way to the resource refuses the token, before there is a method to ask about. */
    private static final String NOT_EVEN_FOUND = "401 ";

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;
    private final Scene scene;
    private final TestClient client;

    FeatureDoors(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
        this.scene = Scene.with(realm, browser);
        this.client = Scene.app(realm, "features-" + scene.number(), FeatureDoors::withAllRoles);
    }

    private static void withAllRoles(ClientRepresentation client) {
        client.setFullScopeAllowed(true);
    }

    Scene scene() {
        return scene;
    }

    /** The user's own token reaches them (a bad body or an unknown thing is an answer of theirs), the impersonator's none. */
    void assertClosed(List<String> doors) {
        AdminApi alices = AdminApi.ofRealm(
                realm, realm.tokens().password(client, scene.alice()).accessToken());
        String impersonation = scene.becomeAlice();
        TokenAnswer tokens = new AppInBrowser(realm, client, browser.context()).singleSignOn();
        AdminApi agents = AdminApi.ofRealm(realm, tokens.accessToken());
        SoftAssertions each = new SoftAssertions();
        int refused = 0;
        for (String door : doors) {
            AdminApi.Answer own = call(alices, door);
            each.assertThat(own.errorKey())
                    .as("%s as the user: %s", door, own.status())
                    .isNotEqualTo("impersonated");
            each.assertThat(own.status()).as("%s as the user", door).isNotEqualTo(405);
            AdminApi.Answer answer = call(agents, door);
            each.assertThat(answer.status() + " " + answer.errorKey())
                    .as(door)
                    .isIn("403 impersonated", NOT_EVEN_FOUND);
            refused += answer.status() == 403 ? 1 : 0;
        }
        each.assertAll();
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", impersonation))
                .filteredOn(row -> "impersonated".equals(row.get("DETAIL")))
                .hasSize(refused)
                .allSatisfy(row -> assertThat(row)
                        .containsAllEntriesOf(Map.of(
                                "ACTION", "REFUSED", "ACTOR_ID", scene.agent().id())));
    }

    private static AdminApi.Answer call(AdminApi api, String door) {
        String[] parts = door.split(" ", 2);
        boolean hasBody = !parts[0].equals("GET") && !parts[0].equals("DELETE");
        return api.call(parts[0], parts[1], hasBody ? "{}" : "");
    }
}
