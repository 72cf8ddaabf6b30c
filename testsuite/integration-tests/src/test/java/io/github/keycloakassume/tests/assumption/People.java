package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * A realm's administrator who decides, an agent of the vendor's who asks, and Alice. Each has people of its own; the
 * administrators of others hear of what concerns the realm, too.
 */
final class People {

    static final String GRANTS = "account-assumption/grants";
    static final String REQUESTS = "account-assumption/requests";
    static final String SETTINGS = "account-assumption/settings";
    static final String REASON = "ticket 42: cannot see the invoice";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RealmFixture realm;
    private final int number = NUMBER.incrementAndGet();
    private final TestClient app;
    private final TestUser manager;
    private final TestUser agent;
    private final TestUser alice;

    private People(RealmFixture realm) {
        this.realm = realm;
        this.app = realm.client("people-app-" + number);
        this.manager = realm.user("manager-" + number, "manage-account-assumption");
        this.agent = realm.user("agent-of-vendor-" + number, "assume-accounts");
        this.alice = realm.user("alice-" + number);
    }

    static People of(RealmFixture realm) {
        return new People(realm);
    }

    int number() {
        return number;
    }

    TestUser manager() {
        return manager;
    }

    TestUser agent() {
        return agent;
    }

    TestUser alice() {
        return alice;
    }

    /** Another user, with these roles of the client realm-management. */
    TestUser user(String name, String... roles) {
        return realm.user(name + "-" + number, roles);
    }

    TestUser user(String name, Consumer<UserRepresentation> change) {
        return realm.user(name + "-" + number, change);
    }

    /** The Admin API for one of them, just logged in. */
    AdminApi as(TestUser user) {
        return AdminApi.of(realm, realm.tokens().password(app, user).accessToken());
    }

    /** Has the manager grant that, for a week unless it says otherwise; gives the grant's id. */
    String grant(Map<String, ?> wish) {
        return created(as(manager).post(GRANTS, withDuration(wish)));
    }

    /** Has the agent ask for that, for a week unless it says otherwise; gives the request's id. */
    String request(Map<String, ?> wish) {
        Map<String, Object> whole = withDuration(wish);
        whole.putIfAbsent("reason", REASON);
        return created(as(agent).post(REQUESTS, whole));
    }

    void revoke(String grant) {
        assertThat(as(manager).delete(GRANTS + "/" + grant).status()).isEqualTo(200);
    }

    /** Changes the settings. */
    void settings(Map<String, ?> changes) {
        Map<String, Object> settings =
                new HashMap<>(Map.of("governs", "role", "vendorIdentityProviders", List.of(), "requestLapse", 259_200));
        settings.put("version", as(manager).get(SETTINGS).body().path("version").asInt());
        settings.putAll(changes);
        assertThat(as(manager).put(SETTINGS, settings).status()).isEqualTo(200);
    }

    /** An organization with these members; gives its id. */
    String organization(TestUser... members) {
        return organization(realm, members);
    }

    /** The same for other people's members. */
    static String organization(RealmFixture realm, TestUser... members) {
        realm.update(representation -> representation.setOrganizationsEnabled(true));
        var organization = new OrganizationRepresentation();
        organization.setName("organization-" + NUMBER.incrementAndGet());
        organization.addDomain(new OrganizationDomainRepresentation(organization.getName() + ".example"));
        try (Response response = realm.admin().organizations().create(organization)) {
            String id = CreatedResponseUtil.getCreatedId(response);
            for (TestUser member : members) {
                realm.admin()
                        .organizations()
                        .get(id)
                        .members()
                        .addMember(member.id())
                        .close();
            }
            return id;
        }
    }

    /** So many users who hold a realm role and cannot log in. */
    void holdersOf(String role, int count) {
        var users = new PartialImportRepresentation();
        users.setUsers(IntStream.range(0, count)
                .mapToObj(i -> {
                    var user = new UserRepresentation();
                    user.setUsername("holder-" + number + "-" + i);
                    user.setEnabled(true);
                    user.setRealmRoles(List.of(role));
                    return user;
                })
                .toList());
        realm.admin().partialImport(users).close();
    }

    /** An identity provider that nobody logs in by. */
    String identityProvider() {
        return identityProvider(realm);
    }

    /** The same in a realm of other people. */
    static String identityProvider(RealmFixture realm) {
        return identityProvider(realm, "vendor-" + NUMBER.incrementAndGet());
    }

    /** The same of that alias. */
    static String identityProvider(RealmFixture realm, String alias) {
        var provider = new IdentityProviderRepresentation();
        provider.setAlias(alias);
        provider.setProviderId("oidc");
        provider.setEnabled(true);
        provider.setConfig(Map.of(
                "clientId", "x", "authorizationUrl", "https://x.example/auth", "tokenUrl", "https://x.example/token"));
        realm.admin().identityProviders().create(provider).close();
        return provider.getAlias();
    }

    private static Map<String, Object> withDuration(Map<String, ?> wish) {
        Map<String, Object> whole = new HashMap<>(wish);
        whole.putIfAbsent("duration", "P1W");
        return whole;
    }

    private static String created(AdminApi.Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer.body().path("id").asText();
    }
}
