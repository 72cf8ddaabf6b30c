package io.github.keycloakassume.tests.impersonation;

import static io.github.keycloakassume.testbed.ClientRegistrations.DEFAULT;
import static io.github.keycloakassume.testbed.ClientRegistrations.OIDC;
import static io.github.keycloakassume.testbed.ClientRegistrations.SAML;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.ClientRegistrations;
import io.github.keycloakassume.testbed.ClientRegistrations.Answer;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;

@KeycloakTest
@DisplayName("Client registration")
final class ClientRegistrationIT {

    private static final String CLOSED = "assume.impersonation";
    private static final String RESERVED = "reserved-for-administrators";

    private final RealmFixture realm;
    private final Rows rows;
    private final ClientRegistrations registrations;
    private final String clientId = "self-" + UUID.randomUUID();

    ClientRegistrationIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        this.registrations = ClientRegistrations.of(realm);
    }

    @ParameterizedTest
    @CsvSource({
        "assume.own-say, allow",
        "assume.impersonation, allow",
        "assume.impersonation, deny",
        "assume.read-only.scopes, openid",
        "assume.initiate-login-uri, https://app.example/login",
        "assume.of-a-later-version, x",
    })
    void makes_no_client_with_an_attribute_of_ours(String name, String value) {
        Answer answer = registrations.create(
                DEFAULT, registrations.initialToken(), client(Map.of("attributes", Map.of(name, value))));

        assertRefused(answer);
        assertThat(realm.admin().clients().findByClientId(clientId)).isEmpty();
    }

    @Test
    void makes_none_for_an_administrator_of_clients_either() {
        String token = managerOfClients();

        assertRefused(registrations.create(DEFAULT, token, client(Map.of("attributes", Map.of(CLOSED, "allow")))));

        assertThat(realm.admin().clients().findByClientId(clientId)).isEmpty();
    }

    @Test
    void gives_a_client_no_attribute_of_ours_later() {
        String token = registered();

        assertRefused(registrations.update(
                DEFAULT, clientId, token, client(Map.of("attributes", Map.of("assume.own-say", "allow")))));

        assertThat(attributes()).doesNotContainKey("assume.own-say");
    }

    @ParameterizedTest
    @ValueSource(strings = {"allow", "", "null"})
    void does_not_reopen_what_an_administrator_has_closed(String value) {
        String token = registered();
        close();
        Map<String, @Nullable String> attributes = new HashMap<>();
        attributes.put(CLOSED, value.equals("null") ? null : value);

        assertRefused(registrations.update(DEFAULT, clientId, token, client(Map.of("attributes", attributes))));

        assertThat(attributes()).containsEntry(CLOSED, "deny");
    }

    @Test
    void leaves_it_closed_where_the_client_leaves_the_attribute_out() {
        String token = registered();
        close();

        Answer without = registrations.update(DEFAULT, clientId, token, client(Map.of("name", "renamed")));
        Answer empty = registrations.update(DEFAULT, clientId, without.token(), client(Map.of("attributes", Map.of())));
        Answer same = registrations.update(
                DEFAULT, clientId, empty.token(), client(Map.of("attributes", Map.of(CLOSED, "deny"))));
        Answer standard = registrations.update(
                OIDC,
                clientId,
                same.token(),
                Map.of("client_id", clientId, "redirect_uris", List.of("https://app.example/cb")));

        assertThat(List.of(without.status(), empty.status(), same.status(), standard.status()))
                .as("%s", standard.body())
                .containsOnly(200);
        assertThat(attributes()).containsEntry(CLOSED, "deny");
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULT, OIDC})
    void deletes_no_client_that_an_administrator_has_closed(String kind) {
        String token = registered();
        close();

        assertRefused(registrations.delete(kind, clientId, token));

        assertThat(attributes()).containsEntry(CLOSED, "deny");
    }

    @Test
    void serves_clients_that_ask_for_nothing_of_ours() {
        String token = registered();
        Answer changed = registrations.update(
                DEFAULT, clientId, token, client(Map.of("attributes", Map.of("of.their.own", "x"))));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(attributes()).containsEntry("of.their.own", "x");
        assertThat(registrations.delete(DEFAULT, clientId, changed.token()).status())
                .isEqualTo(204);
        assertThat(registrations
                        .createXml(SAML, registrations.initialToken(), entityDescriptor())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void makes_no_client_under_the_name_of_one_of_keycloaks_own() {
        String accountConsole =
                realm.admin().clients().findByClientId("account-console").get(0).getId();
        ClientRepresentation before =
                realm.admin().clients().get(accountConsole).toRepresentation();
        before.setClientId("account-console-of-before");
        realm.admin().clients().get(accountConsole).update(before);
        try {
            assertRefused(
                    registrations.create(DEFAULT, registrations.initialToken(), Map.of("clientId", "account-console")));

            assertThat(realm.admin().clients().findByClientId("account-console"))
                    .isEmpty();
        } finally {
            before.setClientId("account-console");
            realm.admin().clients().get(accountConsole).update(before);
        }
    }

    private void assertRefused(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo(RESERVED);
        assertThat(rows.of("ASSUME_TRAIL", "DETAIL", RESERVED))
                .anySatisfy(row -> assertThat(row).containsEntry("ACTION", "REFUSED"));
    }

    /** An administrator keeps impersonated users out of it. */
    private void close() {
        ClientRepresentation client = inRealm();
        client.getAttributes().put(CLOSED, "deny");
        realm.admin().clients().get(client.getId()).update(client);
    }

    private Map<String, String> attributes() {
        return inRealm().getAttributes();
    }

    private ClientRepresentation inRealm() {
        return realm.admin().clients().findByClientId(clientId).get(0);
    }

    /** The client registers itself; its token for what follows. */
    private String registered() {
        Answer created = registrations.create(DEFAULT, registrations.initialToken(), client(Map.of()));
        assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
        return created.token();
    }

    private Map<String, Object> client(Map<String, ?> more) {
        Map<String, Object> client = new HashMap<>(Map.of("clientId", clientId));
        client.putAll(more);
        return client;
    }

    private String managerOfClients() {
        var manager = realm.user("manager-" + UUID.randomUUID(), "manage-clients");
        return realm.tokens()
                .password(realm.client("app-" + UUID.randomUUID()), manager)
                .accessToken();
    }

    private String entityDescriptor() {
        return "<EntityDescriptor xmlns='urn:oasis:names:tc:SAML:2.0:metadata' entityID='" + clientId + "'>"
                + "<SPSSODescriptor protocolSupportEnumeration='urn:oasis:names:tc:SAML:2.0:protocol'>"
                + "<AssertionConsumerService Binding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'"
                + " Location='https://app.example/acs' index='0'/></SPSSODescriptor></EntityDescriptor>";
    }
}
