package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("What is recorded of an impersonation")
final class RecordsIT {

    private final RealmFixture realm;
    private final Browser browser;

    RecordsIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
    }

    @Test
    void is_an_admin_event_for_the_request() {
        Scene scene = Scene.with(realm, browser);

        String id = scene.request(scene.alice()).body().path("id").asText();

        assertThat(realm.admin().getAdminEvents())
                .filteredOn(event -> event.getResourcePath().endsWith(id))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getResourceType()).isEqualTo("IMPERSONATION");
                    assertThat(event.getOperationType()).isEqualTo("CREATE");
                    assertThat(event.getAuthDetails().getUserId())
                            .isEqualTo(scene.agent().id());
                });
    }

    @Test
    void is_keycloaks_own_event_for_the_start_with_the_real_person_in_it() {
        Scene scene = Scene.with(realm, browser);

        String id = scene.becomeAlice();

        assertThat(realm.admin()
                        .getEvents(List.of("IMPERSONATE"), null, scene.alice().id(), null, null, null, null, null))
                .singleElement()
                .satisfies(event -> assertThat(event.getDetails())
                        .containsEntry("impersonator", scene.agent().username())
                        .containsEntry("impersonator_id", scene.agent().id())
                        .containsEntry("impersonator_realm", realm.name())
                        .containsEntry("impersonation_id", id));
    }

    @Test
    void is_told_to_nobody_but_the_impersonator() {
        Scene scene = Scene.with(realm, browser);
        String id = scene.request(scene.alice()).body().path("id").asText();
        TestUser other = realm.user("other-" + scene.number(), "impersonation");
        String token = realm.tokens().password(scene.client(), other).accessToken();

        var answer = AdminApi.of(realm, token).get(Scene.SESSIONS + "/" + id);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.errorKey()).isEqualTo("impersonation-not-found");
    }
}
