package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.RealmEventsConfigRepresentation;

@KeycloakTest
@DisplayName("Whatever is done as somebody else")
final class ActsIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final AdminApi admin;

    ActsIT(RealmFixture realm, Browser browser, Keycloak admin) {
        this.realm = realm;
        this.browser = browser;
        this.admin = AdminApi.of(realm, admin.tokenManager().grantToken().getToken());
    }

    @BeforeEach
    void keepTheseEvents() {
        RealmEventsConfigRepresentation events = realm.admin().getRealmEventsConfig();
        events.setEnabledEventTypes(Arrays.stream(Act.values())
                .flatMap(act -> act.event().stream())
                .distinct()
                .toList());
        realm.admin().updateRealmEventsConfig(events);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("is found again in token, stored event and trail:")
    void isFoundAgain(Act act) {
        Scene scene = Scene.with(realm, browser);
        String id = scene.becomeAlice();

        Map<String, Object> claims = act.perform(new Acting(realm, browser, scene));

        if (!claims.isEmpty()) {
            assertThat(claims)
                    .extractingByKey("act", as(MAP))
                    .containsEntry("sub", scene.agent().id());
        }
        assertThat(realm.admin().getEvents(act.event(), null, null, null, null, null, null, null))
                .filteredOn(event -> event.getDetails() != null
                        && id.equals(event.getDetails().get("impersonation_id")))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getDetails())
                        .containsEntry("impersonator", scene.agent().username())
                        .containsEntry("impersonator_id", scene.agent().id())
                        .containsEntry("impersonator_realm", realm.name()));
        assertThat(admin.get(Scene.SESSIONS + "/" + id + "/trail").body())
                .filteredOn(entry -> act.trail()
                        .equals(entry.path("action").asText() + " "
                                + entry.path("detail").asText()))
                .isNotEmpty()
                .allSatisfy(entry -> assertEntry(entry, scene));
    }

    private static void assertEntry(JsonNode entry, Scene scene) {
        assertThat(entry.at("/actor/id").asText()).isEqualTo(scene.agent().id());
        assertThat(entry.at("/user/id").asText()).isEqualTo(scene.alice().id());
        assertThat(entry.path("ipAddress").asText()).isNotEmpty();
        assertThat(entry.path("time").asLong()).isPositive();
    }
}
