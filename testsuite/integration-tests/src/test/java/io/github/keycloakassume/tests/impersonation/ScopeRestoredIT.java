package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.ClientScopeResource;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

@KeycloakTest
@DisplayName("The client scope assume-impersonation is restored")
final class ScopeRestoredIT {

    private static final String NAME = "assume-impersonation";

    private final RealmFixture realm;
    private final Browser browser;

    ScopeRestoredIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void when_a_client_is_saved_after_its_mapper_was_changed() {
        Scene scene = Scene.with(realm, browser);
        var mappers = scope().getProtocolMappers();
        ProtocolMapperRepresentation mapper = mappers.getMappers().get(0);
        mapper.getConfig().put("userinfo.token.claim", "false");
        mappers.update(mapper.getId(), mapper);
        var client = realm.admin().clients().get(scene.client().id());

        client.update(client.toRepresentation());

        assertIntact();
    }

    @Test
    void when_an_impersonated_user_logs_in_after_its_mapper_was_taken_away_and_others_were_put_there() {
        Scene scene = Scene.with(realm, browser);
        Forgeries.takeMapperAway(realm);
        scope().getProtocolMappers()
                .createMapper(Forgeries.oidc("oidc-hardcoded-claim-mapper", "act"))
                .close();
        realm.admin().roles().create(new RoleRepresentation("kept-from-all", "", false));
        scope().getScopeMappings()
                .realmLevel()
                .add(List.of(realm.admin().roles().get("kept-from-all").toRepresentation()));
        scene.becomeAlice();

        scene.app().singleSignOn();

        assertIntact();
        assertThat(scope().getScopeMappings().realmLevel().listAll()).isEmpty();
    }

    @Test
    void when_an_impersonated_user_logs_in_after_it_was_deleted() {
        Scene scene = Scene.with(realm, browser);
        scope().remove();
        scene.becomeAlice();

        scene.app().singleSignOn();

        assertIntact();
        assertThat(realm.admin().clients().get(scene.client().id()).getDefaultClientScopes())
                .extracting(ClientScopeRepresentation::getName)
                .contains(NAME);
    }

    private void assertIntact() {
        assertThat(scope().getProtocolMappers().getMappers()).singleElement().satisfies(mapper -> {
            assertThat(mapper.getProtocolMapper()).isEqualTo("oidc-assume-impersonation-mapper");
            assertThat(mapper.getConfig())
                    .containsAllEntriesOf(Map.of("id.token.claim", "true", "userinfo.token.claim", "true"));
        });
    }

    private ClientScopeResource scope() {
        return realm.admin().clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals(NAME))
                .map(scope -> realm.admin().clientScopes().get(scope.getId()))
                .findFirst()
                .orElseThrow();
    }
}
