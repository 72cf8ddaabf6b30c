package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * Changes after which an impersonation that runs under a grant is no longer allowed. Each runs in a session that seems to
 * have begun in the future, which the review in the background does not look at: only the change itself can end it.
 */
@KeycloakTest
@DisplayName("An impersonation that is no longer allowed ends at once")
final class EndsAtOnceIT {

    private final RealmFixture realm;
    private final Rows rows;
    private final TimeMachine time;
    private final Tenant tenant;
    private final Story story;
    private final Organization acme;
    private final TestUser olga;
    private final Organization beta;
    private final TestUser olaf;

    private String consent = "";
    private String aid = "";

    EndsAtOnceIT(RealmFixture realm, Browser browser, Rows rows, TimeMachine time) {
        this.realm = realm;
        this.rows = rows;
        this.time = time;
        time.forward(Duration.ofMinutes(10));
        this.tenant = Tenant.with(realm, browser);
        this.story = new Story(realm, rows, tenant);
        this.acme = Organization.in(realm, tenant);
        this.olga = acme.administrator();
        this.beta = Organization.in(realm, tenant);
        this.olaf = beta.administrator();
    }

    @BeforeEach
    void a_group_and_a_role_of_this_tenants_own() {
        aid = "of-" + tenant.scene().number();
    }

    /** What runs before, and what changes. */
    enum Change {
        THE_CONSENT_OF_ANOTHER_ORGANIZATION_IS_REVOKED,
        THE_CONSENT_OF_ANOTHER_ORGANIZATION_IS_PUT_ON_OTHER_TERMS,
        THE_GRANTEE_OF_THE_CONSENT_IS_REMOVED,
        THE_ORGANIZATION_OF_THE_CONSENT_IS_DISABLED,
        ANOTHER_ORGANIZATION_TAKES_THE_GRANT_OVER,
        THE_SUBJECT_JOINS_AN_ORGANIZATION_IN_CONTROL,
        THE_SUBJECT_JOINS_AN_ORGANIZATION_THAT_HAS_DENIED,
        THE_SUBJECT_LOSES_THE_ROLE,
        THE_ROLE_NO_LONGER_INCLUDES_THE_OTHER,
        THE_IMPERSONATOR_LEAVES_THE_GROUP
    }

    @ParameterizedTest
    @EnumSource
    void when(Change change) {
        arrange(change);
        Story.Running running = runningUnseen();

        make(change);

        story.assertOver(running);
        story.assertOutOfReach(tenant.alice());
    }

    @Test
    void at_the_new_end_when_the_consent_of_another_organization_is_shortened() {
        bothGrant(Map.of());
        Story.Running running = runningUnseen();

        AdminApi.Answer shortened =
                tenant.account(olaf).put(beta.at("/grants/" + consent), Map.of("duration", "PT15M", "version", 0));

        assertThat(shortened.status()).as("%s", shortened.body()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(rows.of("ASSUME_IMPERSONATION", "ID", running.id()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry(
                                "ENDS_AT", shortened.body().path("endsAt").asLong())));
    }

    private void arrange(Change change) {
        switch (change) {
            case THE_CONSENT_OF_ANOTHER_ORGANIZATION_IS_REVOKED,
                    THE_CONSENT_OF_ANOTHER_ORGANIZATION_IS_PUT_ON_OTHER_TERMS,
                    THE_ORGANIZATION_OF_THE_CONSENT_IS_DISABLED -> bothGrant(Map.of());
            case THE_GRANTEE_OF_THE_CONSENT_IS_REMOVED -> bothGrant(Map.of("grantee", Map.of("group", groupOfAgent())));
            case ANOTHER_ORGANIZATION_TAKES_THE_GRANT_OVER -> {
                acme.with(tenant.alice());
                beta.with(tenant.alice());
                takesControl(acme, olga);
                takesControl(beta, olaf);
                consent = id(tenant.account(tenant.alice()).post("me/grants", Map.of("duration", "P1D")));
            }
            case THE_SUBJECT_JOINS_AN_ORGANIZATION_IN_CONTROL -> {
                takesControl(beta, olaf);
                tenant.grantAlice();
            }
            case THE_SUBJECT_JOINS_AN_ORGANIZATION_THAT_HAS_DENIED -> {
                id(tenant.account(olaf).post(beta.at("/grants"), Map.of("effect", "deny", "duration", "P1D")));
                tenant.account(olaf).delete(beta.at("/control"));
                tenant.grantAlice();
            }
            case THE_SUBJECT_LOSES_THE_ROLE -> {
                realm.grantRealmRole(tenant.alice(), aid);
                tenant.grant(tenant.wish("P1D", Map.of("subjectRoles", List.of(aid))));
            }
            case THE_ROLE_NO_LONGER_INCLUDES_THE_OTHER -> {
                realm.grantRealmRole(tenant.alice(), aid);
                realm.admin().roles().create(new RoleRepresentation("part-" + aid, "", false));
                realm.admin().roles().get(aid).addComposites(List.of(part()));
                tenant.grant(tenant.wish("P1D", Map.of("subjectRoles", List.of("part-" + aid))));
            }
            case THE_IMPERSONATOR_LEAVES_THE_GROUP ->
                tenant.grant(tenant.wish("P1D", Map.of("grantee", Map.of("group", groupOfAgent()))));
        }
    }

    private void make(Change change) {
        switch (change) {
            case THE_CONSENT_OF_ANOTHER_ORGANIZATION_IS_REVOKED ->
                tenant.account(olaf).delete(beta.at("/grants/" + consent));
            case THE_CONSENT_OF_ANOTHER_ORGANIZATION_IS_PUT_ON_OTHER_TERMS ->
                tenant.account(olaf).put(beta.at("/grants/" + consent), Map.of("mode", "read-only", "version", 0));
            case THE_GRANTEE_OF_THE_CONSENT_IS_REMOVED ->
                realm.admin().groups().group(aid).remove();
            case THE_ORGANIZATION_OF_THE_CONSENT_IS_DISABLED -> beta.setEnabled(false);
            case ANOTHER_ORGANIZATION_TAKES_THE_GRANT_OVER -> {
                AdminApi.Answer taken = tenant.account(olga)
                        .put(acme.at("/grants/" + consent), Map.of("duration", "P2D", "version", 0));
                assertThat(taken.status()).as("%s", taken.body()).isEqualTo(200);
            }
            case THE_SUBJECT_JOINS_AN_ORGANIZATION_IN_CONTROL, THE_SUBJECT_JOINS_AN_ORGANIZATION_THAT_HAS_DENIED ->
                beta.with(tenant.alice());
            case THE_SUBJECT_LOSES_THE_ROLE ->
                realm.admin()
                        .users()
                        .get(tenant.alice().id())
                        .roles()
                        .realmLevel()
                        .remove(List.of(realm.admin().roles().get(aid).toRepresentation()));
            case THE_ROLE_NO_LONGER_INCLUDES_THE_OTHER ->
                realm.admin().roles().get(aid).deleteComposites(List.of(part()));
            case THE_IMPERSONATOR_LEAVES_THE_GROUP ->
                realm.admin().users().get(tenant.agent().id()).leaveGroup(aid);
        }
    }

    private Story.Running runningUnseen() {
        Story.Running running = story.running();
        time.reset();
        return running;
    }

    /** Both organizations are in control of Alice, and let the vendor in. */
    private void bothGrant(Map<String, ?> terms) {
        acme.with(tenant.alice());
        beta.with(tenant.alice());
        id(tenant.account(olga).post(acme.at("/grants"), forAlice(Map.of())));
        consent = id(tenant.account(olaf).post(beta.at("/grants"), forAlice(terms)));
    }

    private Map<String, Object> forAlice(Map<String, ?> terms) {
        Map<String, Object> wish =
                new HashMap<>(Map.of("scope", "user", "user", tenant.alice().id(), "duration", "P1D"));
        wish.putAll(terms);
        return wish;
    }

    private void takesControl(Organization organization, TestUser administrator) {
        id(tenant.account(administrator)
                .post(
                        organization.at("/grants"),
                        Map.of("scope", "user", "user", administrator.id(), "effect", "deny", "duration", "P1D")));
    }

    private String groupOfAgent() {
        GroupRepresentation group = new GroupRepresentation();
        group.setName(aid);
        aid = CreatedResponseUtil.getCreatedId(realm.admin().groups().add(group));
        realm.admin().users().get(tenant.agent().id()).joinGroup(aid);
        return aid;
    }

    private RoleRepresentation part() {
        return realm.admin().roles().get("part-" + aid).toRepresentation();
    }

    private static String id(AdminApi.Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer.body().path("id").asText();
    }
}
