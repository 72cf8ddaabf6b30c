package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.ClientRegistrations;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;

@KeycloakTest
@DisplayName("What another administrator does at the same moment")
final class AtTheSameMomentIT {

    private static final int ROUNDS = 20;

    private final RealmFixture realm;

    AtTheSameMomentIT(RealmFixture realm) {
        this.realm = realm;
    }

    /** Clients of which only the administrator says something, while another one registers and changes itself. */
    @Test
    void is_not_taken_for_what_a_client_registers() {
        ClientRegistrations registrations = ClientRegistrations.of(realm);
        String other = realm.client("closed-and-opened").id();
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> administrator = CompletableFuture.supplyAsync(() -> toggle(other, done));

        ClientRegistrations.Answer last = registrations.create(
                ClientRegistrations.DEFAULT, registrations.initialToken(), Map.of("clientId", "registering"));
        List<Integer> answers = Stream.iterate(
                        last,
                        answer -> registrations.update(
                                ClientRegistrations.DEFAULT,
                                "registering",
                                answer.token(),
                                Map.of("clientId", "registering", "name", "renamed")))
                .limit(ROUNDS)
                .takeWhile(answer -> answer.status() < 300)
                .map(ClientRegistrations.Answer::status)
                .toList();
        done.set(true);

        assertThat(administrator.join()).isPositive();
        assertThat(answers).hasSize(ROUNDS);
    }

    @Test
    void keeps_no_client_from_being_deleted_that_settings_name() {
        TestUser decider = realm.user("decider", "realm-admin");
        AdminApi api = AdminApi.of(
                realm,
                realm.tokens().password(realm.client("programs"), decider).accessToken());
        List<String> names =
                IntStream.range(0, 10).mapToObj(number -> "named-" + number).toList();
        List<String> ids = names.stream().map(name -> realm.client(name).id()).toList();
        RealmSettings.of(api).change(Map.of("trustedBrokers", names));
        ObjectNode settings =
                (ObjectNode) api.get("account-assumption/settings").body();
        ArrayNode deciding = settings.putArray("decidingClients");
        names.forEach(deciding::add);
        AdminApi.Answer changed = api.put("account-assumption/settings", settings.toString());
        assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);

        List<CompletableFuture<Integer>> deletions = ids.stream()
                .map(id -> CompletableFuture.supplyAsync(
                        () -> api.delete("clients/" + id).status()))
                .toList();

        assertThat(deletions).extracting(CompletableFuture::join).containsOnly(204);
        assertThat(api.get("impersonation/settings").body().path("trustedBrokers"))
                .isEmpty();
        assertThat(api.get("account-assumption/settings").body().path("decidingClients"))
                .isEmpty();
    }

    private int toggle(String id, AtomicBoolean done) {
        int times = 0;
        while (!done.get()) {
            ClientRepresentation client = realm.admin().clients().get(id).toRepresentation();
            client.getAttributes().put("assume.impersonation", times % 2 == 0 ? "deny" : "");
            realm.admin().clients().get(id).update(client);
            times++;
        }
        return times;
    }
}
