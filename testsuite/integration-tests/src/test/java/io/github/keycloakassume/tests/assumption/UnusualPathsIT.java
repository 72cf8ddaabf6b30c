package io.github.keycloakassume.tests.assumption;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/** On a server that takes paths which are not normalized, as Keycloak did before it could refuse them. */
@KeycloakTest(options = "--http-accept-non-normalized-paths=true")
@DisplayName("However its path is written, a request")
final class UnusualPathsIT {

    private final RealmFixture realm;
    private final Browser browser;
    private final Office office;
    private final String admin;

    UnusualPathsIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
        this.office = Office.in(realm);
        this.admin = "/admin/realms/" + realm.name();
    }

    @Test
    void imports_no_user_who_is_linked_to_the_vendors_provider() {
        String provider = vendorsProvider();
        AdminApi manager = office.api(office.user("manager", "manage-realm"));

        everySpelling((spelling, answers) -> {
            String name = office.named("imported-" + spelling);
            String path = spelling.of(admin + "/partialImport");
            int status = manager.postRaw(path, """
                    {"ifResourceExists": "SKIP", "users": [{"username": "%s", "enabled": true, "federatedIdentities": [
                       {"identityProvider": "%s", "userId": "there", "userName": "there"}]}]}""".formatted(name, provider));
            answers.assertThat(realm.admin().users().searchByUsername(name, true))
                    .as("%s answered %s", path, status)
                    .isEmpty();
        });
    }

    @Test
    void links_no_user_to_the_vendors_provider() {
        String provider = vendorsProvider();
        AdminApi clerk = office.api(office.user("clerk", "manage-users"));

        everySpelling((spelling, answers) -> {
            TestUser dora = office.user("dora-" + spelling, "manage-account-assumption");
            String path = spelling.of(admin + "/users/" + dora.id() + "/federated-identity/" + provider);
            int status = clerk.postRaw(path, "{\"userId\": \"there\", \"userName\": \"there\"}");
            answers.assertThat(realm.admin().users().get(dora.id()).getFederatedIdentity())
                    .as("%s answered %s", path, status)
                    .isEmpty();
            answers.assertThat(office.api(dora)
                            .post(Tenant.GRANTS, office.wish("PT10M"))
                            .status())
                    .as("%s answered %s, and they decide no more", path, status)
                    .isEqualTo(201);
        });
    }

    @Test
    void gives_no_role_of_ours() {
        AdminApi clerk = office.api(office.user("clerk", "manage-users", "manage-clients", "manage-realm"));
        String container = realm.admin()
                .clients()
                .findByClientId("realm-management")
                .get(0)
                .getId();
        String role = realm.admin()
                .clients()
                .get(container)
                .roles()
                .get("view-impersonations")
                .toRepresentation()
                .getId();
        var held = realm.admin().users().get(office.alice().id()).roles().clientLevel(container);

        everySpelling((spelling, answers) -> {
            String path = spelling.of(admin + "/users/" + office.alice().id() + "/role-mappings/clients/" + container);
            int status = clerk.postRaw(path, "[{\"id\": \"%s\", \"name\": \"view-impersonations\"}]".formatted(role));
            answers.assertThat(held.listAll())
                    .as("%s answered %s", path, status)
                    .isEmpty();
        });
    }

    @Test
    void registers_no_client_with_an_attribute_of_ours() {
        AdminApi clerk = office.api(office.user("clerk", "manage-clients"));

        everySpelling((spelling, answers) -> {
            String clientId = office.named("own-" + spelling);
            String path = spelling.of("/realms/" + realm.name() + "/clients-registrations/default");
            int status = clerk.postRaw(
                    path,
                    "{\"clientId\": \"%s\", \"attributes\": {\"assume.impersonation\": \"x\"}}".formatted(clientId));
            answers.assertThat(realm.admin().clients().findByClientId(clientId))
                    .as("%s answered %s", path, status)
                    .isEmpty();
        });
    }

    /** It would register again without what an administrator has written there. */
    @ParameterizedTest
    @ValueSource(strings = {"closed", "https://closed.example/app"})
    void deletes_no_client_that_has_one(String name) {
        AdminApi clerk = office.api(office.user("clerk", "manage-clients"));
        String clientId = office.named(name);
        realm.client(clientId, client -> client.setAttributes(Map.of("assume.impersonation", "deny")));
        String encoded = URLEncoder.encode(clientId, StandardCharsets.UTF_8);

        everySpelling((spelling, answers) -> {
            String path = spelling.of("/realms/" + realm.name() + "/clients-registrations/default/" + encoded);
            int status = clerk.deleteRaw(path);
            answers.assertThat(realm.admin().clients().findByClientId(clientId))
                    .as("%s answered %s", path, status)
                    .hasSize(1);
        });
    }

    @Test
    void administers_nothing_while_impersonating() {
        Scene scene = Scene.withAgentRoles(realm, browser, "impersonation", "view-users", "manage-users");
        scene.become(realm.user("helper-" + scene.number(), "view-users", "manage-users"));
        AdminApi helper = AdminApi.of(realm, scene.app().singleSignOn().accessToken());

        everySpelling((spelling, answers) -> {
            String name = "made-" + spelling + "-" + scene.number();
            String path = spelling.of(admin + "/users");
            int status = helper.postRaw(path, "{\"username\": \"%s\"}".formatted(name));
            answers.assertThat(realm.admin().users().searchByUsername(name, true))
                    .as("%s answered %s", path, status)
                    .isEmpty();
        });
    }

    /** One that the settings name from now on; its alias. */
    private String vendorsProvider() {
        var provider = new IdentityProviderRepresentation();
        provider.setAlias(office.named("vendor"));
        provider.setProviderId("oidc");
        provider.setConfig(Map.of(
                "clientId", "us",
                "clientSecret", "secret",
                "authorizationUrl", "https://vendor.example/auth",
                "tokenUrl", "https://vendor.example/token"));
        realm.admin().identityProviders().create(provider).close();
        TenantSettings.of(office.adasApi()).change(Map.of("vendorIdentityProviders", List.of(provider.getAlias())));
        return provider.getAlias();
    }

    private static void everySpelling(BiConsumer<Spelling, SoftAssertions> request) {
        SoftAssertions answers = new SoftAssertions();
        for (Spelling spelling : Spelling.values()) {
            request.accept(spelling, answers);
        }
        answers.assertAll();
    }
}
