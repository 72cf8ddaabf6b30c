package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

@KeycloakTest
@DisplayName("Where nobody impersonates, act and impersonation of a claim mapper")
final class ForeignActIT {

    private final RealmFixture realm;
    private final Browser browser;

    ForeignActIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void are_in_no_token_no_userinfo_and_no_introspection() {
        Scene scene = Scene.with(realm, browser);
        TestClient forging = forging(scene);

        TokenAnswer tokens = realm.tokens().password(forging, scene.alice());
        TokenAnswer refreshed = realm.tokens().refresh(forging, tokens.refreshToken());

        assertClean(TokenEndpoint.claims(tokens.accessToken()));
        assertClean(TokenEndpoint.claims(tokens.idToken()));
        assertClean(TokenEndpoint.claims(refreshed.accessToken()));
        assertClean(TokenEndpoint.claims(refreshed.idToken()));
        assertClean(realm.tokens().userInfo(tokens.accessToken()).body());
        assertClean(realm.tokens().introspect(forging, tokens.accessToken()).body());
        assertThat(TokenEndpoint.claims(tokens.accessToken()))
                .as("the mappers did run")
                .containsEntry("marker", "there");
    }

    private TestClient forging(Scene scene) {
        return Scene.app(
                realm,
                "forging-" + scene.number(),
                client -> client.setProtocolMappers(Stream.concat(
                                client.getProtocolMappers().stream(),
                                Stream.of(
                                        claim("act.sub", "somebody"),
                                        claim("act.iss", "https://elsewhere.example"),
                                        claim("impersonation.id", "none"),
                                        claim("marker", "there")))
                        .toList()));
    }

    private static ProtocolMapperRepresentation claim(String name, String value) {
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName(name);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-hardcoded-claim-mapper");
        mapper.setConfig(Map.of(
                "claim.name", name,
                "claim.value", value,
                "jsonType.label", "String",
                "access.token.claim", "true",
                "id.token.claim", "true",
                "userinfo.token.claim", "true",
                "introspection.token.claim", "true"));
        return mapper;
    }

    private static void assertClean(Map<String, Object> claims) {
        assertThat(claims).doesNotContainKeys("act", "impersonation").isNotEmpty();
        assertThat(List.copyOf(claims.keySet())).noneMatch(name -> name.startsWith("act."));
    }
}
