package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.GroupRepresentation;

/** Every resource that takes a wish × who may not know the realm's users × every field that names something. */
@KeycloakTest
@DisplayName("Those who may not see the realm's users")
final class NamesInGrantsIT {

    private static final List<String> GENERATED =
            List.of("id", "startsAt", "endsAt", "requestedAt", "lapsesAt", "version");

    private final RealmFixture realm;
    private final Keycloak master;
    private final Rows rows;
    private final Tenant tenant;
    private final Organization acme;
    private final TestUser olga;
    private final TestUser bob;

    NamesInGrantsIT(RealmFixture realm, Browser browser, Keycloak master, Rows rows) {
        this.realm = realm;
        this.master = master;
        this.rows = rows;
        this.tenant = Tenant.with(realm, browser);
        this.acme = Organization.in(realm, tenant).with(tenant.alice());
        this.olga = acme.administrator();
        this.bob = tenant.user("bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "role", "group", "identityProvider", "subjectRoles"})
    void are_told_nothing_of_whom_a_grant_is_for_or_about(String field) {
        for (Resource resource : resources()) {
            assertOneAnswer(resource, field);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope user", "scope organization"})
    void are_told_nothing_of_what_they_ask_for(String field) {
        resources().stream()
                .filter(resource -> resource.path().equals(Tenant.REQUESTS))
                .forEach(resource -> assertOneAnswer(resource, field));
    }

    @Test
    void let_in_whom_they_named_by_id_and_nobody_else() {
        AdminApi.Answer forNobody = tenant.account(tenant.alice())
                .post(
                        "me/grants",
                        Map.of(
                                "duration",
                                "P1D",
                                "grantee",
                                Map.of("user", UUID.randomUUID().toString())));
        assertThat(forNobody.status()).isEqualTo(201);
        assertThat(tenant.scene().request(tenant.alice()).errorKey()).isEqualTo("grant-required");

        AdminApi.Answer forAgent = tenant.account(tenant.alice())
                .post(
                        "me/grants",
                        Map.of(
                                "duration",
                                "P1D",
                                "grantee",
                                Map.of("user", tenant.agent().id())));

        assertThat(tenant.scene().request(tenant.alice()).body().path("grant").asText())
                .isEqualTo(forAgent.body().path("id").asText());
    }

    @Test
    void are_refused_roles_that_no_realm_can_have() {
        List<String> roles = IntStream.range(0, 20)
                .mapToObj(number -> "f:" + number + ":" + "a".repeat(200))
                .toList();

        AdminApi.Answer answer =
                tenant.account(tenant.alice()).post("me/grants", Map.of("duration", "P1D", "subjectRoles", roles));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorKey()).isEqualTo("subject-role-invalid");
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", tenant.alice().id())).isEmpty();
    }

    @Test
    void ask_nobody_about_a_user_who_does_not_exist() {
        String nobody = UUID.randomUUID().toString();

        AdminApi.Answer asked = tenant.agentsApi()
                .post(Tenant.REQUESTS, Map.of("scope", "user", "user", nobody, "duration", "P1D", "reason", "r"));

        assertThat(asked.status()).isEqualTo(201);
        assertThat(tenant.adasApi()
                        .post(Tenant.REQUESTS + "/" + asked.body().path("id").asText() + "/approve", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", nobody)).isEmpty();
    }

    private record Resource(AdminApi caller, String path, Map<String, ?> wish) {}

    private List<Resource> resources() {
        Map<String, String> asking = Map.of("duration", "P1D", "reason", "ticket 42");
        return List.of(
                new Resource(tenant.account(tenant.alice()), "me/grants", Map.of("duration", "P1D")),
                new Resource(tenant.account(olga), acme.at("/grants"), Map.of("duration", "P1D")),
                new Resource(
                        tenant.account(olga),
                        acme.at("/grants"),
                        Map.of(
                                "duration",
                                "P1D",
                                "scope",
                                "user",
                                "user",
                                tenant.alice().id())),
                new Resource(tenant.agentsApi(), Tenant.REQUESTS, with(asking, Map.of("scope", "realm"))),
                new Resource(
                        tenant.agentsApi(),
                        Tenant.REQUESTS,
                        with(
                                asking,
                                Map.of("scope", "user", "user", tenant.alice().id()))),
                new Resource(
                        tenant.agentsApi(),
                        Tenant.REQUESTS,
                        with(asking, Map.of("scope", "organization", "organization", acme.id()))));
    }

    /** By id whether or not there is such a one, here or elsewhere; by name all alike, too. */
    private void assertOneAnswer(Resource resource, String field) {
        assertThat(Stream.of(known(field), ofMaster(field), UUID.randomUUID().toString())
                        .map(id -> answerTo(resource, field, id))
                        .distinct())
                .as(resource.path() + " " + resource.wish() + " " + field)
                .singleElement()
                .satisfies(answer -> assertThat(answer).startsWith("201"));
        if (!field.equals("identityProvider")) {
            assertThat(Stream.of(bob.username(), bob.username() + "@x.test", named(field), "no-such", "f:x", "bo%")
                            .map(name -> answerTo(resource, field, name))
                            .distinct())
                    .as(resource.path() + " " + resource.wish() + " " + field)
                    .singleElement()
                    .satisfies(answer -> assertThat(answer).startsWith("40"));
        }
    }

    private String answerTo(Resource resource, String field, String sent) {
        AdminApi.Answer answer = resource.caller().post(resource.path(), with(resource.wish(), wish(field, sent)));
        if (answer.body() instanceof ObjectNode body) {
            body.remove(GENERATED);
        }
        return answer.status() + " " + answer.body().toString().replace(sent, "SENT");
    }

    private static Map<String, ?> wish(String field, String sent) {
        return switch (field) {
            case "subjectRoles" -> Map.of("subjectRoles", List.of(sent));
            case "scope user" -> Map.of("scope", "user", "user", sent);
            case "scope organization" -> Map.of("scope", "organization", "organization", sent);
            default -> Map.of("grantee", Map.of(field, sent));
        };
    }

    private String known(String field) {
        return switch (field) {
            case "user", "scope user" -> bob.id();
            case "role", "subjectRoles" -> {
                realm.grantRealmRole(bob, "some-role");
                yield realm.admin().roles().get("some-role").toRepresentation().getId();
            }
            case "group" -> {
                GroupRepresentation group = new GroupRepresentation();
                group.setName("group-" + UUID.randomUUID());
                realm.admin().groups().add(group).close();
                yield realm.admin()
                        .groups()
                        .groups(group.getName(), 0, 1)
                        .get(0)
                        .getId();
            }
            case "identityProvider" -> People.identityProvider(realm);
            default -> acme.id();
        };
    }

    private String ofMaster(String field) {
        return switch (field) {
            case "role", "subjectRoles" ->
                master.realm("master").roles().get("admin").toRepresentation().getId();
            case "user", "scope user" ->
                master.realm("master").users().list(0, 1).get(0).getId();
            default -> UUID.randomUUID().toString();
        };
    }

    private String named(String field) {
        return field.equals("role") || field.equals("subjectRoles") ? "some-role" : bob.username();
    }

    private static Map<String, Object> with(Map<String, ?> wish, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(wish);
        if (more.containsKey("scope")) {
            all.remove("user");
            all.remove("organization");
        }
        all.putAll(more);
        return all;
    }
}
