package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Features;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

@KeycloakTest(buildOptions = Features.MORE_WAYS_IN)
@DisplayName("Outside version 1 of the Admin API")
final class RolesElsewhereIT {

    private static final String PROTECTION = "not-impersonatable";
    private static final String REFUSAL = "role-not-yours-to-give";
    private static final String[] ALL_BUT_THE_REALM = {"manage-users", "manage-clients", "manage-realm", "impersonation"
    };

    private final RealmFixture realm;
    private final Rows rows;

    RolesElsewhereIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        realm.update(settings -> settings.setScimApiEnabled(true));
    }

    static Stream<WayElsewhere> waysToGive() {
        return Arrays.stream(WayElsewhere.values()).filter(WayElsewhere::gives);
    }

    static Stream<WayElsewhere> waysToTake() {
        return Arrays.stream(WayElsewhere.values()).filter(way -> !way.gives());
    }

    @ParameterizedTest
    @MethodSource("waysToGive")
    void a_part_of_the_realms_administration_gives_no_role_of_ours(WayElsewhere way) {
        RoleScene scene = new RoleScene(realm, ALL_BUT_THE_REALM);

        AdminApi.Answer answer = way.prepare(scene, WayToGive.ROLE).does(scene.elsewhere());

        assertThat(peopleOf(scene)).noneMatch(user -> scene.holds(user.getId(), WayToGive.ROLE));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(403);
        assertTrail(scene.giver());
    }

    @ParameterizedTest
    @MethodSource("waysToGive")
    void the_realms_administrator_gives_it(WayElsewhere way) {
        RoleScene scene = new RoleScene(realm, "realm-admin");

        AdminApi.Answer answer = way.prepare(scene, WayToGive.ROLE).does(scene.elsewhere());

        assertThat(answer.status()).as(answer.response().body()).isBetween(200, 204);
        assertThat(peopleOf(scene)).anyMatch(user -> scene.holds(user.getId(), WayToGive.ROLE));
        notByDefault(scene, WayToGive.ROLE);
    }

    @ParameterizedTest
    @MethodSource("waysToTake")
    void a_part_of_the_realms_administration_takes_no_protection_away(WayElsewhere way) {
        RoleScene scene = new RoleScene(realm, ALL_BUT_THE_REALM);
        WayElsewhere.Deed deed = way.prepare(scene, PROTECTION);
        assertThat(scene.carolHolds(PROTECTION)).as("before").isTrue();

        AdminApi.Answer answer = deed.does(scene.elsewhere());

        assertThat(scene.carolHolds(PROTECTION)).isTrue();
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(403);
        assertTrail(scene.giver());
        notByDefault(scene, PROTECTION);
    }

    /** Its token has no more rights than the application, whatever its user may. */
    @ParameterizedTest
    @EnumSource
    void an_application_that_has_a_part_of_it_does_neither_for_the_realms_administrator(WayElsewhere way) {
        RoleScene scene = new RoleScene(realm, "realm-admin").narrow(ALL_BUT_THE_REALM);
        WayElsewhere.Deed deed = way.prepare(scene, way.gives() ? WayToGive.ROLE : PROTECTION);

        AdminApi.Answer answer = deed.does(scene.elsewhere());

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(403);
        if (way.gives()) {
            assertThat(peopleOf(scene)).noneMatch(user -> scene.holds(user.getId(), WayToGive.ROLE));
        } else {
            assertThat(scene.carolHolds(PROTECTION)).isTrue();
            notByDefault(scene, PROTECTION);
        }
        assertTrail(scene.giver());
    }

    /** It may change its client, whose default roles become those of all users. */
    @Test
    void a_client_gives_nothing_with_its_registration_token() {
        RoleScene scene = new RoleScene(realm);
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("self-registered-" + scene.number());
        String id = CreatedResponseUtil.getCreatedId(realm.admin().clients().create(client));
        ClientResource resource = realm.admin().clients().get(id);
        resource.roles().create(new RoleRepresentation("tool", "", false));
        resource.roles().get("tool").addComposites(List.of(scene.role(WayToGive.ROLE)));
        String token = resource.regenerateRegistrationAccessToken().getRegistrationAccessToken();
        ObjectNode wanted = JsonNodeFactory.instance.objectNode().put("clientId", client.getClientId());
        wanted.putArray("defaultRoles").add("tool");

        AdminApi.Answer answer = AdminApi.ofRealm(realm, token)
                .put("clients-registrations/default/" + client.getClientId(), wanted.toString());

        assertThat(peopleOf(scene)).noneMatch(user -> scene.holds(user.getId(), WayToGive.ROLE));
        assertThat(answer.errorKey()).isEqualTo(REFUSAL);
        assertThat(answer.status()).isEqualTo(403);
    }

    /** Those who may have got something, newly created people and service accounts included. */
    private List<UserRepresentation> peopleOf(RoleScene scene) {
        TestUser later = realm.user("later-" + scene.number());
        return Stream.concat(
                        realm.admin().users().search("*-" + scene.number(), 0, 100).stream(),
                        Stream.concat(
                                Stream.of(realm.admin().users().get(later.id()).toRepresentation()),
                                realm.admin().clients().findByClientId("service-" + scene.number()).stream()
                                        .map(client -> realm.admin()
                                                .clients()
                                                .get(client.getId())
                                                .getServiceAccountUser())))
                // The search finds the names of scenes 40 to 49 for scene 4, too.
                .filter(user -> user.getUsername().endsWith("-" + scene.number()))
                .filter(user -> !user.getUsername().equals(scene.giver().username()))
                .toList();
    }

    private void notByDefault(RoleScene scene, String role) {
        realm.admin()
                .rolesById()
                .deleteComposites(
                        realm.admin().toRepresentation().getDefaultRole().getId(), List.of(scene.role(role)));
    }

    private void assertTrail(TestUser giver) {
        assertThat(rows.of("ASSUME_TRAIL", "ACTOR_ID", giver.id()))
                .singleElement()
                .satisfies(row ->
                        assertThat(row).containsEntry("ACTION", "REFUSED").containsEntry("DETAIL", REFUSAL));
    }
}
