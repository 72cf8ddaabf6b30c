package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.SamlApp;
import io.github.keycloakassume.testbed.SamlLogin;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

@KeycloakTest
@DisplayName("A SAML application")
final class SamlIT {

    private static final String[] WHO_ACTS = {
        "act.sub", "act.iss", "act.preferred_username", "impersonation.id", "impersonation.mode", "impersonation.exp"
    };

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    SamlIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void learns_who_acts_as_the_user_and_until_when() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> {})) {
            String id = scene.becomeAlice();

            SamlLogin login = login(scene, app, app.login());

            assertThat(login.nameId()).isEqualTo(scene.alice().username());
            assertWhoActs(login, scene, id);
        }
    }

    @Test
    void learns_it_from_a_login_that_began_at_keycloak_too() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> {})) {
            String id = scene.becomeAlice();

            SamlLogin login = login(scene, app, app.loginFromKeycloak());

            assertThat(login.nameId()).isEqualTo(scene.alice().username());
            assertWhoActs(login, scene, id);
        }
    }

    @Test
    void learns_it_from_an_artifact_too() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> {
            client.getAttributes().put("saml.artifact.binding", "true");
        })) {
            String id = scene.becomeAlice();
            scene.page().navigate(app.login().address());

            SamlLogin login = app.resolved();

            assertThat(login.nameId()).isEqualTo(scene.alice().username());
            assertWhoActs(login, scene, id);
        }
    }

    @Test
    void gets_no_assertion_for_an_artifact_of_an_impersonation_that_has_ended() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> {
            client.getAttributes().put("saml.artifact.binding", "true");
        })) {
            String id = scene.becomeAlice();
            scene.page().navigate(app.login().address());
            scene.page().waitForURL(url -> url.startsWith(app.addresses().arrival()));
            scene.agentApi().delete(Scene.SESSIONS + "/" + id);

            assertThat(app.resolve()).contains("ArtifactResponse").doesNotContain("Assertion");
        }
    }

    @Test
    void keeps_no_session_and_no_assertion_past_the_end() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> {})) {
            String id = scene.becomeAliceFor(Duration.ofSeconds(50));

            SamlLogin login = login(scene, app, app.login());

            assertThat(login.sessionEnd()).isEqualTo(end(id));
            // Keycloak's own ends would be a minute and five minutes from now.
            assertThat(login.ends()).containsExactly(end(id), end(id));
        }
    }

    @Test
    void is_told_of_the_impersonators_authentication_and_of_no_factor_of_the_users() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> {})) {
            scene.becomeAlice();

            SamlLogin login = login(scene, app, app.login());

            Object authTime =
                    TokenEndpoint.claims(scene.agentTokens().idToken()).get("auth_time");
            assertThat(login.authenticatedAt())
                    .isEqualTo(Instant.ofEpochSecond(Long.parseLong(String.valueOf(authTime))));
            assertThat(login.contextClass()).isEqualTo("urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified");
        }
    }

    @Test
    void cannot_have_its_mappers_forge_or_hide_who_acts() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, SamlIT::addForgeries)) {
            String id = scene.becomeAlice();

            SamlLogin login = login(scene, app, app.login());

            assertThat(login.attribute("marker")).as("the mappers did run").isEqualTo("forged");
            assertWhoActs(login, scene, id);
            assertThat(login.attributes()).doesNotContainKey("impersonation.grant");
        }
    }

    @Test
    void cannot_have_its_mappers_say_it_of_somebody_who_is_himself() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, SamlIT::addForgeries)) {
            SamlLogin login = login(scene, app, app.login());

            assertThat(login.nameId()).isEqualTo(scene.agent().username());
            assertThat(login.attribute("marker")).as("the mappers did run").isEqualTo("forged");
            assertThat(login.attributes()).doesNotContainKeys(WHO_ACTS).doesNotContainKey("impersonation.grant");
        }
    }

    @Test
    void leaves_its_logins_in_trail_and_events_with_the_name_of_who_acts() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> {})) {
            String id = scene.becomeAlice();

            login(scene, app, app.login());

            assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id))
                    .anySatisfy(row -> assertThat(row)
                            .containsEntry("ACTION", "ACTED")
                            .containsEntry("DETAIL", "LOGIN")
                            .containsEntry("CLIENT_ID", "saml-" + scene.number()));
            assertThat(realm.admin()
                            .getEvents(
                                    List.of("LOGIN"),
                                    "saml-" + scene.number(),
                                    scene.alice().id(),
                                    null,
                                    null,
                                    null,
                                    0,
                                    10))
                    .singleElement()
                    .satisfies(event -> assertThat(event.getDetails())
                            .containsEntry("impersonator", scene.agent().username())
                            .containsEntry("impersonation_id", id));
        }
    }

    private SamlApp app(Scene scene, Consumer<ClientRepresentation> change) {
        return SamlApp.start(realm, "saml-" + scene.number(), change);
    }

    private static SamlLogin login(Scene scene, SamlApp app, SamlApp.Request request) {
        scene.page().navigate(request.address());
        scene.page().waitForURL(app.addresses().arrival());
        return app.loggedIn(request);
    }

    private void assertWhoActs(SamlLogin login, Scene scene, String id) {
        Map<String, List<String>> expected = new HashMap<>();
        expected.put("act.sub", List.of(scene.agent().id()));
        expected.put("act.iss", List.of(realm.url().toString()));
        expected.put("act.preferred_username", List.of(scene.agent().username()));
        expected.put("impersonation.id", List.of(id));
        expected.put("impersonation.mode", List.of("full"));
        expected.put("impersonation.exp", List.of(String.valueOf(end(id).getEpochSecond())));
        assertThat(login.attributes()).containsAllEntriesOf(expected);
        assertThat(login.sessionEnd()).isEqualTo(end(id));
        assertThat(login.ends()).allSatisfy(end -> assertThat(end).isBeforeOrEqualTo(end(id)));
    }

    private Instant end(String id) {
        String endsAt =
                String.valueOf(rows.of("ASSUME_IMPERSONATION", "ID", id).get(0).get("ENDS_AT"));
        return Instant.ofEpochSecond(Long.parseLong(endsAt) / 1000);
    }

    /** One of them a role list, which Keycloak makes after all other attributes. */
    private static void addForgeries(ClientRepresentation client) {
        client.setProtocolMappers(List.of(
                hardcoded("marker", "marker"),
                hardcoded("act.sub", "act.sub"),
                hardcoded("impersonation.exp", "impersonation.exp"),
                hardcoded("impersonation.grant", "grant"),
                hardcoded("urn:oid:1.2.3", "act.preferred_username"),
                mapper("saml-role-list-mapper", "impersonation.id", Map.of("single", "true"))));
    }

    private static ProtocolMapperRepresentation hardcoded(String name, String friendlyName) {
        return mapper(
                "saml-hardcode-attribute-mapper",
                name,
                Map.of("attribute.value", "forged", "friendly.name", friendlyName));
    }

    private static ProtocolMapperRepresentation mapper(String provider, String name, Map<String, String> config) {
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName("says " + name);
        mapper.setProtocol("saml");
        mapper.setProtocolMapper(provider);
        Map<String, String> all = new HashMap<>(config);
        all.put("attribute.name", name);
        all.put("attribute.nameformat", "Unspecified");
        mapper.setConfig(all);
        return mapper;
    }
}
