package io.github.keycloakassume.tests.assumption;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
import io.github.keycloakassume.tests.impersonation.TrustedRealm;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.IdentityProviderResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.IdentityProviderMapperRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** Victor, who logs in to a tenant's realm with his account at the vendor's realm, and what mappers make of him. */
final class BrokeredVendor implements AutoCloseable {

    static final String STAFF = "assume-accounts";

    private final RealmFixture realm;
    private final Tenant tenant;
    private final TrustedRealm realms;
    private final TestUser there;
    private final BrowserContext browser;

    BrokeredVendor(RealmFixture realm, Keycloak admin, Tenant tenant) {
        this.realm = realm;
        this.tenant = tenant;
        this.realms = TrustedRealm.of(realm, admin, Map.of("syncMode", "FORCE", "trustEmail", "true"));
        this.there = realms.trusted().user("victor-" + UUID.randomUUID());
        this.browser = tenant.scene().otherBrowser();
    }

    @Override
    public void close() {
        browser.close();
        realms.close();
    }

    /** Adds a mapper that works at every login. */
    void mapper(String type, Map<String, String> config) {
        var mapper = new IdentityProviderMapperRepresentation();
        mapper.setName("mapper");
        mapper.setIdentityProviderAlias(TrustedRealm.ALIAS);
        mapper.setIdentityProviderMapper(type);
        Map<String, String> whole = new HashMap<>(config);
        whole.put("syncMode", "INHERIT");
        mapper.setConfig(whole);
        provider().addMapper(mapper).close();
    }

    /** A mapper that makes everybody staff. */
    void staffMapper() {
        mapper("oidc-hardcoded-role-idp-mapper", Map.of("role", "realm-management." + STAFF));
    }

    IdentityProviderResource provider() {
        return realm.admin().identityProviders().get(TrustedRealm.ALIAS);
    }

    /** He logs in anew, in a browser of his own. */
    AdminApi login() {
        browser.clearCookies();
        TestClient client = Scene.app(realm, "brokered-" + UUID.randomUUID(), representation -> {});
        AppInBrowser app = new AppInBrowser(realm, client, browser);
        app.openWith("&kc_idp_hint=" + TrustedRealm.ALIAS);
        app.fillIn(there);
        return AdminApi.of(realm, app.tokens().accessToken());
    }

    /** He, logged in, becomes Alice in his browser. */
    Story.Running becomesAlice(AdminApi his) {
        Scene scene = tenant.scene();
        AdminApi.Answer requested = his.post(Scene.SESSIONS, scene.wish(tenant.alice()));
        AppInBrowser app = scene.appIn(browser);
        app.page().navigate(requested.body().path("startUrl").asText());
        app.page().locator("#assume-confirm").click();
        app.page().waitForURL(AppInBrowser.HOME);
        return new Story.Running(requested.body().path("id").asText(), app.singleSignOn());
    }

    /** His account in the tenant's realm. */
    String here() {
        return realm.admin()
                .users()
                .searchByUsername(there.username(), true)
                .get(0)
                .getId();
    }

    TestUser userHere() {
        return new TestUser(here(), there.username(), "", "");
    }

    boolean holds(String role) {
        return realm.admin().users().get(here()).roles().clientLevel(realmManagement()).listEffective().stream()
                .anyMatch(held -> held.getName().equals(role));
    }

    /** A new group whose members are staff; its name. */
    String groupOfStaff() {
        var group = new GroupRepresentation();
        group.setName("staff-" + UUID.randomUUID());
        try (Response created = realm.admin().groups().add(group)) {
            RoleRepresentation role = realm.admin()
                    .clients()
                    .get(realmManagement())
                    .roles()
                    .get(STAFF)
                    .toRepresentation();
            realm.admin()
                    .groups()
                    .group(CreatedResponseUtil.getCreatedId(created))
                    .roles()
                    .clientLevel(realmManagement())
                    .add(List.of(role));
        }
        return group.getName();
    }

    private String realmManagement() {
        return realm.admin().clients().findByClientId("realm-management").get(0).getId();
    }
}
