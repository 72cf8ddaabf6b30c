package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.StockTwin;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("The well-known document")
final class DiscoveryIT {

    private static final String SCOPES = "scopes_supported";

    private final Map<String, Object> ours;
    private final Map<String, Object> stock;

    DiscoveryIT(RealmFixture realm, StockTwin twin) {
        this.ours = document(realm);
        this.stock = document(twin.realm());
    }

    @Test
    void tells_by_a_scope_and_a_grant_type_that_applications_can_act_for_users() {
        assertThat(scopes(ours)).contains("impersonate");
        assertThat(ours.get("grant_types_supported"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("urn:ietf:params:oauth:grant-type:token-exchange");
    }

    @Test
    void is_keycloaks_own_otherwise() {
        List<Object> scopes = scopes(ours);
        scopes.removeAll(List.of("impersonate", "assume-impersonation"));

        assertThat(scopes).containsExactlyInAnyOrderElementsOf(scopes(stock));
        ours.remove(SCOPES);
        stock.remove(SCOPES);
        assertThat(ours).isEqualTo(stock);
    }

    private static List<Object> scopes(Map<String, Object> document) {
        return new ArrayList<>((List<?>) document.getOrDefault(SCOPES, List.of()));
    }

    /** With the same words where the two servers must differ: address and realm. */
    private static Map<String, Object> document(RealmFixture realm) {
        String body = AdminApi.ofRealm(realm, "of-none")
                .get(".well-known/openid-configuration")
                .response()
                .body();
        return new HashMap<>(TokenEndpoint.json(body.replace(realm.url().toString(), "https://the.realm")));
    }
}
