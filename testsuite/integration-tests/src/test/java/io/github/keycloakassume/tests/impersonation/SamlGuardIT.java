package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.SamlApp;
import io.github.keycloakassume.testbed.TestUser;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;

@KeycloakTest
@DisplayName("A SAML login as somebody else")
final class SamlGuardIT {

    private static final String STATUS = "urn:oasis:names:tc:SAML:2.0:status:";

    private final RealmFixture realm;
    private final Browser browser;
    private final Rows rows;

    SamlGuardIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.rows = rows;
    }

    @Test
    void never_leads_to_the_users_credentials() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> {})) {
            String id = scene.becomeAlice();

            scene.page().navigate(app.freshLogin().address());
            scene.page().waitForURL(app.addresses().arrival());

            assertThat(app.refusal()).isEqualTo(STATUS + "NoPassive");
            assertTrail(id, "reauthentication-while-impersonated");
        }
    }

    @Test
    void does_not_get_into_an_application_that_wants_no_impersonated_users() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> client.getAttributes().put("assume.impersonation", "deny"))) {
            String id = scene.becomeAlice();

            scene.page().navigate(app.login().address());
            scene.page().waitForURL(app.addresses().arrival());

            assertThat(app.refusal()).isEqualTo(STATUS + "RequestDenied");
            assertTrail(id, "application-closed");
        }
    }

    @Test
    void does_not_get_there_from_keycloak_either() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> client.getAttributes().put("assume.impersonation", "deny"))) {
            String id = scene.becomeAlice();

            scene.page().navigate(app.loginFromKeycloak().address());

            assertThat(scene.page().url()).isEqualTo(app.loginFromKeycloak().address());
            assertThat(scene.page().content()).doesNotContain("SAMLResponse");
            assertThat(app.hasHeardNothing()).isTrue();
            assertTrail(id, "application-closed");
        }
    }

    @Test
    void gives_no_consent_in_the_users_name() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> client.setConsentRequired(true))) {
            String id = scene.becomeAlice();

            scene.page().navigate(app.login().address());
            scene.page().waitForURL(app.addresses().arrival());

            assertThat(app.refusal()).isEqualTo(STATUS + "RequestDenied");
            assertTrail(id, "consent-while-impersonated");
        }
    }

    @Test
    void does_not_get_into_a_saml_application_in_read_only_mode_whatever_it_declares_and_a_page_says_so() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> client.getAttributes().put("assume.read-only.scopes", "look"))) {
            scene.becomeAliceReadOnly();

            scene.page().navigate(app.login().address());

            assertThat(scene.page().content()).contains("This application cannot be entered in read-only mode");
            assertThat(app.hasHeardNothing()).isTrue();
            assertThat(rows.of("ASSUME_TRAIL", "SUBJECT_ID", scene.alice().id()))
                    .anySatisfy(row -> assertThat(row).containsEntry("DETAIL", "read-only-not-offered"));
        }
    }

    @Test
    void is_none_for_clients_that_are_no_browsers_for_they_bring_the_users_password_and_no_cookie() {
        Scene scene = Scene.with(realm, browser);
        try (SamlApp app = app(scene, client -> client.getAttributes().put("saml.allow.ecp.flow", "true"))) {
            scene.becomeAlice();
            String cookies = browser.context().cookies().stream()
                    .map(cookie -> cookie.name + "=" + cookie.value)
                    .collect(Collectors.joining("; "));

            assertThat(app.enhancedClient(Map.of("Cookie", cookies))).doesNotContain("saml:Assertion");
            assertThat(app.enhancedClient(Map.of("Authorization", password(scene.alice()))))
                    .contains("saml:Assertion")
                    .doesNotContain("act.sub");
        }
    }

    private static String password(TestUser user) {
        String pair = user.username() + ":" + user.password();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private SamlApp app(Scene scene, Consumer<ClientRepresentation> change) {
        return SamlApp.start(realm, "saml-" + scene.number(), change);
    }

    private void assertTrail(String impersonationId, String key) {
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", impersonationId).stream()
                        .filter(row -> "REFUSED".equals(row.get("ACTION"))))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("DETAIL", key));
    }
}
