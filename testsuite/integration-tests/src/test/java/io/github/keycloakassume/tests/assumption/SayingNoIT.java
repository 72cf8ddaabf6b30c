package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("Saying no")
final class SayingNoIT {

    private static final int MOST = 500;

    private final Tenant tenant;
    private final Story story;
    private final Organization acme;
    private final TestUser olga;

    SayingNoIT(RealmFixture realm, Browser browser, Rows rows) {
        this.tenant = Tenant.with(realm, browser);
        this.story = new Story(realm, rows, tenant);
        this.acme = Organization.in(realm, tenant).with(tenant.alice());
        this.olga = acme.administrator();
    }

    @Test
    void is_possible_for_everybody_however_much_is_granted() {
        fill("user", "user", tenant.alice().id());
        fill("organization", "organization", acme.id());
        String asked = ask();

        Map<String, Object> forAlice =
                Map.of("scope", "user", "user", tenant.alice().id());
        deny(tenant.adasApi(), Tenant.GRANTS, forAlice);
        deny(tenant.adasApi(), Tenant.GRANTS, Map.of("scope", "organization", "organization", acme.id()));
        AdminApi.Answer rejected =
                tenant.account(tenant.alice()).post("me/requests/" + asked + "/deny", Map.of("word", "not now"));
        assertThat(rejected.status()).as(rejected.body().toString()).isEqualTo(200);
        deny(tenant.account(tenant.alice()), "me/grants", Map.of());
        deny(tenant.account(olga), acme.at("/grants"), Map.of());
        deny(tenant.account(olga), acme.at("/grants"), forAlice);
    }

    @Test
    void takes_no_place_of_what_is_granted() {
        for (int i = 0; i < 3; i++) {
            AdminApi.Answer denied =
                    tenant.account(tenant.alice()).post("me/grants", Map.of("effect", "deny", "duration", "P1D"));
            assertThat(denied.status()).isEqualTo(201);
        }

        fill("user", "user", tenant.alice().id());
        assertThat(tenant.adasApi().post(Tenant.GRANTS, tenant.wish("P1D")).errorKey())
                .isEqualTo("too-many");
        story.assertOutOfReach(tenant.alice());
    }

    /** It is taken and shuts the vendor out; then it is lifted again. */
    private void deny(AdminApi by, String path, Map<String, ?> about) {
        Map<String, Object> no = new HashMap<>(about);
        no.put("effect", "deny");
        no.put("duration", "P1D");

        AdminApi.Answer answer = by.post(path, no);

        assertThat(answer.status()).as(path + answer.body()).isEqualTo(201);
        story.assertOutOfReach(tenant.alice());
        assertThat(by.delete(path + "/" + answer.body().path("id").asText()).status())
                .isEqualTo(200);
    }

    private String ask() {
        AdminApi.Answer asked =
                tenant.agentsApi().post(Tenant.REQUESTS, tenant.wish("P1D", Map.of("reason", "ticket 42")));
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(201);
        return asked.body().path("id").asText();
    }

    /** By an administrator of its own: after so many they are told to wait. */
    private void fill(String scope, String field, String target) {
        List<Map<String, Object>> many = Stream.generate(() -> Map.<String, Object>of("scope", scope, field, target))
                .limit(MOST)
                .toList();
        AdminApi.Answer filled = tenant.api(tenant.user("importer-of-" + scope, "manage-account-assumption"))
                .post("account-assumption/import", Map.of("grants", many));
        assertThat(filled.status()).as(filled.body().toString()).isEqualTo(200);
    }
}
