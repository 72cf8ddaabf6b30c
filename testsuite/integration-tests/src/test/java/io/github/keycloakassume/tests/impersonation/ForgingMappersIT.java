package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

@KeycloakTest
@DisplayName("Claim mappers of a client, in impersonated sessions,")
final class ForgingMappersIT {

    private static final String FORGED = "forged";

    private final RealmFixture realm;
    private final Browser browser;

    ForgingMappersIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    static Stream<List<ProtocolMapperRepresentation>> forgeries() {
        return Stream.of(
                List.of(hardcoded("act", "String", FORGED)),
                List.of(hardcoded("act", "JSON", "{\"sub\":\"" + FORGED + "\"}")),
                List.of(hardcoded("act", "JSON", "null")),
                // As Keycloak itself writes it before the mappers, from 26.8 on, for its own impersonation.
                List.of(hardcoded("act", "JSON", "{\"sub\":\"forged\",\"preferred_username\":\"forged\"}")),
                List.of(hardcoded("act.sub", "String", FORGED), hardcoded("act.iss", "String", FORGED)),
                List.of(hardcoded("impersonation", "String", FORGED)),
                List.of(
                        hardcoded("impersonation.id", "String", FORGED),
                        hardcoded("impersonation.exp", "long", "9999999999")),
                List.of(hardcoded("impersonation.mode", "String", FORGED), attribute("act")),
                List.of(attribute("act.sub"), attribute("impersonation.id")));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void neither_forge_nor_remove_who_acts(List<ProtocolMapperRepresentation> forgery) {
        Scene scene = Scene.with(realm, browser);
        var alice = realm.admin().users().get(scene.alice().id());
        var changed = alice.toRepresentation();
        changed.setLastName(FORGED);
        alice.update(changed);
        TestClient client = Scene.app(realm, "forging-" + scene.number(), asked -> {
            add(asked, forgery);
            add(asked, List.of(hardcoded("marker", "String", FORGED)));
        });
        String id = scene.becomeAlice();

        TokenAnswer tokens = new AppInBrowser(realm, client, browser.context()).singleSignOn();
        TokenAnswer refreshed = realm.tokens().refresh(client, tokens.refreshToken());

        for (TokenAnswer answer : List.of(tokens, refreshed)) {
            assertThat(TokenEndpoint.claims(answer.accessToken()))
                    .as("the mappers did run")
                    .containsEntry("marker", FORGED);
            Sealed.assertToken(answer.accessToken(), scene, id);
            Sealed.assertToken(answer.idToken(), scene, id);
        }
        Sealed.assertClaims(realm.tokens().userInfo(refreshed.accessToken()).body(), scene, id);
        TokenAnswer introspected = realm.tokens().introspectAsJwt(client, refreshed.accessToken());
        Sealed.assertClaims(introspected.body(), scene, id);
        Sealed.assertToken(String.valueOf(introspected.body().get("jwt")), scene, id);
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void do_not_in_tokens_that_no_refresh_token_goes_with_either(List<ProtocolMapperRepresentation> forgery) {
        Scene scene = Scene.with(realm, browser);
        TestClient client = Scene.app(realm, "forging-implicit-" + scene.number(), asked -> {
            asked.setImplicitFlowEnabled(true);
            add(asked, forgery);
        });
        String id = scene.becomeAlice();

        RedirectAnswer answer = new AppInBrowser(realm, client, browser.context())
                .ask("response_type=id_token%20token&scope=openid&nonce=n");

        Sealed.assertToken(answer.accessToken(), scene, id);
        Sealed.assertToken(answer.idToken(), scene, id);
    }

    private static void add(ClientRepresentation client, List<ProtocolMapperRepresentation> forgery) {
        List<ProtocolMapperRepresentation> mappers = new ArrayList<>(client.getProtocolMappers());
        mappers.addAll(forgery);
        client.setProtocolMappers(mappers);
        client.setAttributes(Map.of("client.introspection.response.allow.jwt.claim.enabled", "true"));
    }

    private static ProtocolMapperRepresentation hardcoded(String claim, String type, String value) {
        return mapper("oidc-hardcoded-claim-mapper", claim, Map.of("claim.value", value, "jsonType.label", type));
    }

    private static ProtocolMapperRepresentation attribute(String claim) {
        return mapper(
                "oidc-usermodel-attribute-mapper",
                claim,
                Map.of("user.attribute", "lastName", "jsonType.label", "String"));
    }

    private static ProtocolMapperRepresentation mapper(String provider, String claim, Map<String, String> config) {
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName("forges " + claim);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper(provider);
        Map<String, String> all = new HashMap<>(config);
        all.put("claim.name", claim);
        List.of(
                        "access.token.claim",
                        "id.token.claim",
                        "userinfo.token.claim",
                        "introspection.token.claim",
                        "lightweight.claim")
                .forEach(where -> all.put(where, "true"));
        mapper.setConfig(all);
        return mapper;
    }
}
