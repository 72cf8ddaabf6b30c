package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.IdentityProviderMapperRepresentation;

/** By mappers of an identity provider, which an administrator with {@code manage-identity-providers} alone may add. */
@KeycloakTest
@DisplayName("A login that brings session notes which look like an impersonation")
final class PlantedNotesIT {

    private static final String SECRET = "a-secret-of-the-attackers-own-choice";

    private final RealmFixture realm;
    private final Browser browser;
    private final Keycloak admin;
    private final Rows rows;

    private Scene scene;
    private TrustedRealm realms;
    private TestUser mallory;
    private TestUser malloryThere;
    private BrowserContext attackers;

    PlantedNotesIT(RealmFixture realm, Browser browser, Keycloak admin, Rows rows) {
        this.realm = realm;
        this.browser = browser;
        this.admin = admin;
        this.rows = rows;
    }

    @BeforeEach
    void a_provider_that_the_attacker_manages() {
        scene = Scene.with(realm, browser);
        realms = TrustedRealm.of(realm, admin, Map.of("syncMode", "FORCE"));
        mallory = realm.user("mallory-" + UUID.randomUUID());
        malloryThere = realms.trusted().user("mallory-there");
        realms.link(mallory, malloryThere);
        attackers = scene.otherBrowser();
    }

    @AfterEach
    void remove() {
        attackers.close();
        realms.close();
    }

    @Test
    void opens_no_way_into_the_session_of_the_person_whom_the_notes_name() {
        String id = UUID.randomUUID().toString();
        plant(markOf(id, agentsSession()));
        logIn();

        revertWith(id);

        assertThat(TokenEndpoint.claims(attacker().singleSignOn().accessToken()))
                .containsEntry("sub", mallory.id());
    }

    @Test
    void opens_no_way_into_it_with_the_id_of_a_real_impersonation_either() {
        String id = scene.becomeAlice();
        plant(markOf(id, agentsSession()));
        logIn();

        revertWith(id);

        assertThat(TokenEndpoint.claims(attacker().singleSignOn().accessToken()))
                .containsEntry("sub", mallory.id());
        assertThat(scene.status()).contains("\"impersonating\":true");
    }

    @Test
    void blames_nobody_in_tokens_status_and_trail() {
        String id = UUID.randomUUID().toString();
        plant(markOf(id, agentsSession()));

        TokenAnswer tokens = logIn();

        assertThat(TokenEndpoint.claims(tokens.accessToken())).doesNotContainKeys("act", "impersonation");
        assertThat(TokenEndpoint.claims(tokens.idToken())).doesNotContainKeys("act", "impersonation");
        assertThat(realm.tokens().userInfo(tokens.accessToken()).body())
                .containsEntry("sub", mallory.id())
                .doesNotContainKeys("act", "impersonation");
        assertThat(scene.status(attackers)).isEqualTo("{\"impersonating\":false}");
        assertThat(rows.of("ASSUME_TRAIL", "IMPERSONATION_ID", id)).isEmpty();
    }

    @Test
    void keeps_none_of_them_and_goes_on_as_the_ordinary_session_that_it_is() {
        Map<String, String> notes = new HashMap<>(markOf(UUID.randomUUID().toString(), agentsSession()));
        notes.put("IMPERSONATOR_ID", scene.agent().id());
        notes.put("IMPERSONATOR_USERNAME", scene.agent().username());
        notes.put("department", "sales");
        plant(notes);

        TokenAnswer tokens = logIn();

        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).status())
                .isEqualTo(200);
        assertThat(realm.tokens()
                        .introspect(scene.client(), tokens.accessToken())
                        .body())
                .containsEntry("active", true)
                .doesNotContainKeys("act", "impersonation");
        assertThat(realm.notes(String.valueOf(
                        TokenEndpoint.claims(tokens.accessToken()).get("sid"))))
                .containsEntry("department", "sales")
                .doesNotContainKeys("IMPERSONATOR_ID", "IMPERSONATOR_USERNAME")
                .allSatisfy((note, value) -> assertThat(note).doesNotStartWith("assume."));
    }

    @Test
    void silences_no_required_action() {
        plant(markOf(UUID.randomUUID().toString(), agentsSession()));
        var user = realm.admin().users().get(mallory.id());
        var representation = user.toRepresentation();
        representation.setRequiredActions(List.of("UPDATE_PASSWORD"));
        user.update(representation);

        attacker().openWith("&kc_idp_hint=" + TrustedRealm.ALIAS);
        attacker().fillIn(malloryThere);

        assertThat(attacker().page().locator("#password-new").count()).isEqualTo(1);
    }

    @Test
    void ends_no_impersonation_when_it_logs_out() {
        String id = scene.becomeAlice();
        plant(Map.of("assume.running." + id, "true"));
        TokenAnswer tokens = logIn();

        realm.tokens().logout(scene.client(), tokens.refreshToken());

        assertRuns(id);
    }

    @Test
    void ends_no_impersonation_when_it_logs_out_with_all_its_notes() {
        String id = scene.becomeAlice();
        plant(markOf(id, agentsSession()));
        TokenAnswer tokens = logIn();

        realm.tokens().logout(scene.client(), tokens.refreshToken());

        assertRuns(id);
    }

    private void assertRuns(String id) {
        assertThat(rows.of("ASSUME_IMPERSONATION", "ID", id))
                .singleElement()
                .satisfies(row -> assertThat(row).doesNotContainKey("END_CAUSE"));
        assertThat(scene.status()).contains("\"impersonating\":true");
    }

    private String agentsSession() {
        return String.valueOf(
                TokenEndpoint.claims(scene.agentTokens().accessToken()).get("sid"));
    }

    /** All that sessions of an impersonation had in their notes when these were believed. */
    private Map<String, String> markOf(String id, String ownSession) {
        Map<String, String> notes = new HashMap<>();
        notes.put("assume.impersonation", id);
        notes.put("assume.mode", "full");
        notes.put("assume.ends-at", "4000000000");
        notes.put("assume.actor.realm", realm.admin().toRepresentation().getId());
        notes.put("assume.actor.id", scene.agent().id());
        notes.put("assume.actor.username", scene.agent().username());
        notes.put("assume.actor.issuer", realm.url().toString());
        notes.put("assume.actor.session", ownSession);
        notes.put("assume.revert-secret-hash", hash(SECRET));
        return notes;
    }

    private void plant(Map<String, String> notes) {
        notes.forEach((note, value) -> {
            var mapper = new IdentityProviderMapperRepresentation();
            mapper.setName(note);
            mapper.setIdentityProviderAlias(TrustedRealm.ALIAS);
            mapper.setIdentityProviderMapper("hardcoded-user-session-attribute-idp-mapper");
            mapper.setConfig(Map.of("attribute", note, "attribute.value", value, "syncMode", "INHERIT"));
            realm.admin()
                    .identityProviders()
                    .get(TrustedRealm.ALIAS)
                    .addMapper(mapper)
                    .close();
        });
    }

    private TokenAnswer logIn() {
        attacker().openWith("&kc_idp_hint=" + TrustedRealm.ALIAS);
        attacker().fillIn(malloryThere);
        return attacker().tokens();
    }

    private AppInBrowser attacker() {
        TestClient client = scene.client();
        return new AppInBrowser(realm, client, attackers);
    }

    private void revertWith(String id) {
        attackers.addCookies(List.of(new Cookie("KEYCLOAK_ASSUME", id + "." + SECRET).setUrl(realm.url() + "/")));
        scene.postRevert(attackers);
    }

    private static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
