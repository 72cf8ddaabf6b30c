package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.IdentityProviderMapperRepresentation;

@KeycloakTest
@DisplayName("Where a realm asks for a recent login, one through an identity provider")
final class BrokeredStepUpIT {

    private static final long FAR_FUTURE = 4_000_000_000L;

    private final RealmFixture realm;
    private final Browser browser;
    private final Keycloak admin;
    private Scene scene;
    private TrustedRealm realms;
    private TestUser agentThere;
    private TestClient appThere;

    @SuppressWarnings("NullAway.Init") // set before each test
    BrokeredStepUpIT(RealmFixture realm, Browser browser, Keycloak admin) {
        this.realm = realm;
        this.browser = browser;
        this.admin = admin;
    }

    @BeforeEach
    void setTheScene() {
        scene = Scene.with(realm, browser);
        realms = TrustedRealm.of(realm, admin, Map.of());
        agentThere = realms.trusted().user("agent-there");
        appThere = Scene.app(realms.trusted(), "app-there", client -> {});
        realms.link(scene.agent(), agentThere);
        require(Map.of("stepUpMaxAge", 300));
    }

    @AfterEach
    void removeTheOtherRealm() {
        realm.update(settings -> settings.setBrowserFlow("browser"));
        realms.close();
    }

    @Test
    void is_as_recent_as_the_provider_says() {
        TokenAnswer tokens = throughTheProvider(Duration.ZERO, null);

        assertThat(request(tokens).status()).isEqualTo(201);
    }

    @Test
    void is_as_old_as_the_login_there_when_the_provider_lets_the_user_through_silently(TimeMachine time) {
        TokenAnswer tokens = throughTheProvider(Duration.ofMinutes(6), time);

        assertTooOld(request(tokens));
    }

    @Test
    void is_too_old_when_the_provider_says_no_time() {
        sayNoTime();

        assertTooOld(request(throughTheProvider(Duration.ZERO, null)));
    }

    @Test
    void is_made_no_younger_by_what_mappers_of_the_provider_write(TimeMachine time) {
        mapNote("AUTH_TIME", Long.toString(FAR_FUTURE));
        mapNote("FEDERATED_ID_TOKEN", idTokenOf(FAR_FUTURE));

        assertTooOld(request(throughTheProvider(Duration.ofMinutes(6), time)));

        sayNoTime();
        assertTooOld(request(throughTheProvider(Duration.ZERO, null)));
    }

    @Test
    void reaches_no_level_that_mappers_of_the_provider_write() {
        LevelsFlow.in(realm);
        require(Map.of("stepUpAcr", "gold"));
        mapNote("loa-map", "{\"1\":" + FAR_FUTURE + ",\"2\":" + FAR_FUTURE + "}");
        mapNote("acr", "gold");

        assertTooOld(request(throughTheProvider(Duration.ZERO, null)));
    }

    /** Logs in there, waits, and comes from there without a word. */
    private TokenAnswer throughTheProvider(Duration later, @Nullable TimeMachine time) {
        try (BrowserContext agents = scene.otherBrowser()) {
            new AppInBrowser(realms.trusted(), appThere, agents).login(agentThere);
            if (time != null) {
                time.forward(later);
            }
            AppInBrowser here = scene.appIn(agents);
            here.openWith("&kc_idp_hint=" + TrustedRealm.ALIAS);
            return here.tokens();
        }
    }

    private AdminApi.Answer request(TokenAnswer tokens) {
        return AdminApi.of(realm, tokens.accessToken()).post(Scene.SESSIONS, scene.wish(scene.alice()));
    }

    private void assertTooOld(AdminApi.Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.errorKey()).isEqualTo("insufficient-user-authentication");
        assertThat(answer.body().has("startUrl")).isFalse();
    }

    private void require(Map<String, Object> stepUp) {
        RealmSettings.of(realm, admin).change(stepUp);
    }

    /** OpenID Connect Core section 2: the claim is required where it was asked for by max_age alone. */
    private void sayNoTime() {
        var scopes = realms.trusted().admin().clientScopes();
        String basic = scopes.findAll().stream()
                .filter(scope -> scope.getName().equals("basic"))
                .findFirst()
                .orElseThrow()
                .getId();
        var mappers = scopes.get(basic).getProtocolMappers();
        mappers.getMappers().stream()
                .filter(mapper -> mapper.getName().equals("auth_time"))
                .forEach(mapper -> mappers.delete(mapper.getId()));
    }

    private void mapNote(String note, String value) {
        var mapper = new IdentityProviderMapperRepresentation();
        mapper.setName("note " + note);
        mapper.setIdentityProviderAlias(TrustedRealm.ALIAS);
        mapper.setIdentityProviderMapper("hardcoded-user-session-attribute-idp-mapper");
        mapper.setConfig(Map.of("syncMode", "FORCE", "attribute", note, "attribute.value", value));
        realm.admin()
                .identityProviders()
                .get(TrustedRealm.ALIAS)
                .addMapper(mapper)
                .close();
    }

    private static String idTokenOf(long authTime) {
        return base64("{\"alg\":\"none\"}") + "." + base64("{\"auth_time\":" + authTime + "}") + ".";
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
