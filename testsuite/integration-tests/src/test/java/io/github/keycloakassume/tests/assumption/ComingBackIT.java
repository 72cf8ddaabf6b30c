package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@KeycloakTest
@DisplayName("A user who was removed and comes back with the same id")
final class ComingBackIT {

    private static final Map<String, String> DENIAL = Map.of("effect", "deny", "duration", "indefinite");

    private final RealmFixture realm;
    private final Rows rows;
    private final Tenant tenant;
    private final Story story;
    private final TestUser mallory;

    ComingBackIT(RealmFixture realm, Browser browser, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.story = new Story(realm, rows, tenant);
        this.mallory = tenant.user("mallory", "manage-users", "manage-realm");
    }

    @ParameterizedTest
    @EnumSource
    void has_denied_it_as_before_and_ends_that_alone(WayBack way) {
        String denial = id(tenant.account(tenant.alice()).post("me/grants", DENIAL));

        way.take(realm, mallory, tenant.alice());

        String grant = tenant.grantAlice();
        assertKeepsOut(denial);
        assertThat(tenant.revoke(denial).errorKey()).isEqualTo("grant-not-yours");
        AdminApi own = tenant.account(tenant.alice());
        assertThat(own.get("me").body().path("denied").asBoolean()).isTrue();
        assertThat(own.get("me/grants?state=active").body().findValuesAsText("id"))
                .contains(denial);
        assertThat(own.delete("me/grants/" + denial).status()).isEqualTo(200);
        story.assertReaches(tenant.alice(), grant);
    }

    @ParameterizedTest
    @EnumSource
    void is_out_of_reach_as_the_realms_administrators_have_said(WayBack way) {
        String denial = tenant.grant(tenant.wish("indefinite", Map.of("effect", "deny")));

        way.take(realm, mallory, tenant.alice());

        id(tenant.account(tenant.alice()).post("me/grants", Map.of("duration", "P1D")));
        assertKeepsOut(denial);
        assertThat(tenant.adasApi()
                        .get(Tenant.GRANTS + "?scope=user&state=active&target="
                                + tenant.alice().id())
                        .body()
                        .findValuesAsText("id"))
                .contains(denial);
        assertThat(tenant.revoke(denial).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void is_out_of_reach_as_their_organization_has_said(WayBack way) {
        Organization acme = Organization.in(realm, tenant).with(tenant.alice());
        TestUser olga = acme.administrator();
        String denial = id(tenant.account(olga)
                .post(
                        acme.at("/grants"),
                        Map.of("scope", "user", "user", tenant.alice().id(), "effect", "deny", "duration", "P1D")));

        way.take(realm, mallory, tenant.alice());

        tenant.grantAlice();
        assertKeepsOut(denial);
        assertThat(tenant.account(olga).delete(acme.at("/grants/" + denial)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void is_let_in_to_by_nothing_that_was_granted_before(WayBack way) {
        String grant = tenant.grantAlice();

        way.take(realm, mallory, tenant.alice());

        assertThat(rows.of("ASSUME_GRANT", "ID", grant))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("END_CAUSE", "TARGET_REMOVED"));
        story.assertOutOfReach(tenant.alice());
    }

    /** In force, with no name in it. */
    private void assertKeepsOut(String denial) {
        story.assertOutOfReach(tenant.alice());
        assertThat(rows.of("ASSUME_GRANT", "ID", denial)).singleElement().satisfies(row -> {
            assertThat(row).doesNotContainKey("ENDED_AT");
            assertThat(row.toString()).doesNotContain(tenant.alice().username());
        });
    }

    private static String id(AdminApi.Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer.body().path("id").asText();
    }
}
