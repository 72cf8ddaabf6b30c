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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

@KeycloakTest
@DisplayName("A SAML application")
final class SamlIT {

    private static final String[] WHO_ACTS = {
        "act.sub",
        "act.iss",
        "act.preferred_username",
        "act.sub_profile",
        "impersonation.id",
        "impersonation.mode",
        "impersonation.exp"
    };

    private static final String HARDCODED = "saml-hardcode-attribute-mapper";

    /** Names that receivers take for {@code act.sub} and its like. */
    private static final List<String> NAMES = List.of(
            "act",
            "act.sub",
            "impersonation.exp",
            "impersonation.grant",
            "ACT.sub",
            " act.sub",
            "act.sub ",
            "\u00a0act.sub",
            "act\u2003.sub",
            "Imper\u017fonation.id",
            "urn:example:act.sub",
            "https://example.com/claims/Impersonation");

    /** The mapper types that write an attribute of a name of one's own; a test holds that there are no others. */
    private static final Set<String> SAML_TYPES_WITH_A_NAME = Set.of(
            HARDCODED,
            "saml-group-membership-mapper",
            "saml-role-list-mapper",
            "saml-user-attribute-mapper",
            "saml-user-property-mapper",
            "saml-user-session-note-mapper");

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;
    private final Keycloak admin;

    SamlIT(RealmFixture realm, Browser browser, Rows rows, Keycloak admin) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
        this.admin = admin;
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
    void meets_no_type_of_mapper_that_is_not_tried_here() {
        assertThat(Forgeries.types(admin, "saml"))
                .filteredOn(type -> !SAML_TYPES_WITH_A_NAME.contains(type))
                .as("types that write attributes of fixed names, roles, audiences, name ids or contexts")
                .containsExactlyInAnyOrder(
                        "saml-audience-mapper",
                        "saml-audience-resolve-mapper",
                        "saml-authn-context-class-ref-mapper",
                        "saml-hardcode-role-mapper",
                        "saml-organization-group-membership-mapper",
                        "saml-organization-membership-mapper",
                        "saml-role-name-mapper",
                        "saml-user-attribute-nameid-mapper");
    }

    @Test
    void cannot_have_its_mappers_forge_or_hide_who_acts() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, this::addForgeries)) {
            String id = scene.becomeAlice();

            SamlLogin login = login(scene, app, app.login());

            assertWhoActs(login, scene, id);
            assertNothingForged(login);
        }
    }

    @Test
    void cannot_have_its_mappers_say_it_of_somebody_who_is_himself() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, this::addForgeries)) {
            SamlLogin login = login(scene, app, app.login());

            assertThat(login.nameId()).isEqualTo(scene.agent().username());
            assertThat(login.attributes()).doesNotContainKeys(WHO_ACTS);
            assertNothingForged(login);
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
        expected.put("act.sub_profile", List.of("user"));
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

    private static void assertNothingForged(SamlLogin login) {
        assertThat(login.attributes().entrySet())
                .filteredOn(attribute -> attribute.getValue().contains(Forgeries.FORGED))
                .as("the mappers did run, and said nothing but this")
                .extracting(Map.Entry::getKey)
                .containsExactly(Forgeries.MARKER);
        assertThat(login.attributes().keySet())
                .filteredOn(name -> !List.of(WHO_ACTS).contains(name))
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("act")
                        || name.toLowerCase(Locale.ROOT).contains("impersonation"));
    }

    /** Every type of the server with a reserved name, and the one that says anything with every such name. */
    private void addForgeries(ClientRepresentation client) {
        Stream<ProtocolMapperRepresentation> everyType = Forgeries.types(admin, "saml").stream()
                .filter(type -> SAML_TYPES_WITH_A_NAME.contains(type) && !type.equals(HARDCODED))
                .flatMap(type -> Stream.of(
                        Forgeries.saml(type, "ACT.sub", "x"),
                        Forgeries.saml(type, "urn:oid:1.2", " Impersonation.id")));
        Stream<ProtocolMapperRepresentation> everyName = NAMES.stream()
                .flatMap(name -> Stream.of(
                        Forgeries.saml(HARDCODED, name, "x"), Forgeries.saml(HARDCODED, "urn:oid:1.2.3", name)));
        Stream<ProtocolMapperRepresentation> marker = Stream.of(Forgeries.saml(HARDCODED, Forgeries.MARKER, "marker"));
        client.setProtocolMappers(Stream.of(everyType, everyName, marker)
                .flatMap(mappers -> mappers)
                .toList());
    }
}
