package io.github.keycloakassume.tests.assumption;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.util.HashMap;
import java.util.Map;

/**
 * A tenant: Ada, who decides on grants, Alice, one of its users, and a vendor's agent who may nothing without a grant,
 * logged in to an application in his browser. Each has people of its own, so tests of one realm do not meet; grants for
 * all of a realm do, so that tests of those end them again.
 */
public final class Tenant {

    public static final String GRANTS = "account-assumption/grants";
    public static final String REQUESTS = "account-assumption/requests";
    public static final String SETTINGS = "account-assumption/settings";

    private final RealmFixture realm;
    private final Scene scene;
    private final TestClient programs;
    private final TestUser ada;

    private Tenant(RealmFixture realm, Scene scene) {
        this.realm = realm;
        this.scene = scene;
        this.ada = realm.user("ada-" + scene.number(), "manage-account-assumption");
        this.programs = DecidingClient.in(realm, ada);
    }

    public static Tenant with(RealmFixture realm, Browser browser) {
        return withAgentRoles(realm, browser, "assume-accounts");
    }

    public static Tenant withAgentRoles(RealmFixture realm, Browser browser, String... roles) {
        return new Tenant(realm, Scene.withAgentRoles(realm, browser, roles));
    }

    public Scene scene() {
        return scene;
    }

    public TestUser ada() {
        return ada;
    }

    public TestUser agent() {
        return scene.agent();
    }

    public TestUser alice() {
        return scene.alice();
    }

    /** A user with a name of this tenant's own. */
    public TestUser user(String name, String... realmManagementRoles) {
        return realm.user(name + "-" + scene.number(), realmManagementRoles);
    }

    /** The Admin API with a token of that user. */
    public AdminApi api(TestUser user) {
        return AdminApi.of(realm, token(user));
    }

    public AdminApi adasApi() {
        return api(ada);
    }

    public AdminApi agentsApi() {
        return scene.agentApi();
    }

    /** What is for organizations and users, with a token of that user. */
    public AdminApi account(TestUser user) {
        return AdminApi.ofAccount(realm, token(user));
    }

    public String token(TestUser user) {
        return realm.tokens().password(programs, user).accessToken();
    }

    /** A grant for Alice alone that names nobody. */
    public Map<String, Object> wish(String duration) {
        return wish(duration, Map.of());
    }

    /** The same with more to say. */
    public Map<String, Object> wish(String duration, Map<String, ?> more) {
        Map<String, Object> wish = new HashMap<>(Map.of("scope", "user", "user", alice().id(), "duration", duration));
        wish.putAll(more);
        return wish;
    }

    /** Ada grants that, and it succeeds; its id. */
    public String grant(Map<String, ?> wish) {
        AdminApi.Answer answer = adasApi().post(GRANTS, wish);
        if (answer.status() != 201) {
            throw new AssertionError("not granted: " + answer.status() + " " + answer.body());
        }
        return answer.body().path("id").asText();
    }

    /** Alice is open to every vendor, for a day; the grant's id. */
    public String grantAlice() {
        return grant(wish("P1D"));
    }

    /** Ada ends it. */
    public AdminApi.Answer revoke(String grant) {
        return adasApi().delete(GRANTS + "/" + grant);
    }
}
