package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.GroupResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RolesResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ErrorRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/**
 * Somebody who gives, and Carol, who gets. Each scene has people, groups and roles of its own; one that waits for a role
 * has Carol in it already.
 */
public final class RoleScene {

    static final String REALM_MANAGEMENT = "realm-management";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RealmFixture realm;
    private final int number = NUMBER.incrementAndGet();
    private final TestClient application;
    private final TestUser giver;
    private final TestUser carol;

    public RoleScene(RealmFixture realm, String... giverRoles) {
        this.realm = realm;
        this.application = realm.client("role-app-" + number, client -> forScim(realm, client));
        this.giver = realm.user("giver-" + number, giverRoles);
        this.carol = realm.user("carol-" + number, user -> user.setCredentials(null));
    }

    private RoleScene(RealmFixture realm, TestUser giver, TestUser carol) {
        this.realm = realm;
        this.application = realm.client("role-app-" + number, client -> forScim(realm, client));
        this.giver = giver;
        this.carol = carol;
    }

    /** A scene of people who are there: in Carol's place may be the giver. */
    public static RoleScene of(RealmFixture realm, TestUser giver, TestUser carol) {
        return new RoleScene(realm, giver, carol);
    }

    /** What the giver does, with his own token. */
    public interface Deed {
        void does(RealmResource api);
    }

    /** The error key of a refusal; empty when he was let, or when Keycloak itself had another word for no. */
    public record Outcome(int status, String key) {}

    int number() {
        return number;
    }

    public TestUser giver() {
        return giver;
    }

    public TestUser carol() {
        return carol;
    }

    RealmResource admin() {
        return realm.admin();
    }

    public Outcome giverDoes(Deed deed) {
        try (Keycloak api = realm.adminClient(giver)) {
            deed.does(api.realm(realm.name()));
            return new Outcome(200, "");
        } catch (ClientErrorException e) {
            return outcome(e.getResponse());
        }
    }

    /** The same by an application that has only these roles of realm-management in its scope, whatever the giver holds. */
    Outcome giverDoes(Deed deed, String... scope) {
        narrow(scope);
        try (Keycloak api = realm.adminClient(giver, application)) {
            deed.does(api.realm(realm.name()));
            return new Outcome(200, "");
        } catch (ClientErrorException e) {
            return outcome(e.getResponse());
        }
    }

    /** Leaves the giver's application only these roles of realm-management. */
    RoleScene narrow(String... scope) {
        realm.narrow(application, scope);
        return this;
    }

    /** What lies below the realm's address, and anywhere on the server, with the giver's token. */
    public AdminApi elsewhere() {
        return AdminApi.ofRealm(
                realm, realm.tokens().password(application, giver).accessToken());
    }

    String realmName() {
        return realm.name();
    }

    /** Sends JSON with the giver's token to an address of the server exactly as it is written; answers the status. */
    int giverPosts(String path, String json) {
        String token = realm.tokens().password(application, giver).accessToken();
        return AdminApi.of(realm, token).postRaw(path, json);
    }

    /** SCIM takes tokens only that are for it; Keycloak puts the realm's address into that audience. */
    static void forScim(RealmFixture realm, ClientRepresentation client) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName("scim");
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-audience-mapper");
        mapper.setConfig(Map.of("included.custom.audience", realm.url() + "/scim/v2", "access.token.claim", "true"));
        List<ProtocolMapperRepresentation> mappers = new ArrayList<>(client.getProtocolMappers());
        mappers.add(mapper);
        client.setProtocolMappers(mappers);
    }

    private static Outcome outcome(Response response) {
        ErrorRepresentation error = response.readEntity(ErrorRepresentation.class);
        return new Outcome(response.getStatus(), error.getErrorMessage() == null ? "" : error.getErrorMessage());
    }

    /** Fails as the proxies of the Admin API do by themselves where they answer with the body, not the response. */
    static void checked(Response response) {
        try (response) {
            if (response.getStatus() >= 400) {
                response.bufferEntity();
                throw new ClientErrorException(response);
            }
        }
    }

    /** A role of ours, or any other of realm-management. */
    public RoleRepresentation role(String name) {
        return realmManagementRoles().get(name).toRepresentation();
    }

    RolesResource realmManagementRoles() {
        return admin().clients().get(realmManagementId()).roles();
    }

    String realmManagementId() {
        return admin().clients().findByClientId(REALM_MANAGEMENT).get(0).getId();
    }

    String applicationId() {
        return application.id();
    }

    /** The id of a group without roles. */
    String group(String name) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName(name + "-" + number);
        try (Response created = admin().groups().add(group)) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }

    /** The id of a group that has that role of realm-management. */
    String groupWith(String roleName) {
        String id = group("with-" + roleName);
        admin().groups().group(id).roles().clientLevel(realmManagementId()).add(List.of(role(roleName)));
        return id;
    }

    GroupResource groupResource(String id) {
        return admin().groups().group(id);
    }

    /** A realm role that Carol has. */
    String carolsRealmRole() {
        return carolsRealmRole("team");
    }

    /** One whose name begins like that. */
    String carolsRealmRole(String prefix) {
        String name = prefix + "-" + number;
        realm.grantRealmRole(carol, name);
        return name;
    }

    /** A role of a client that Carol has. */
    String carolsClientRole() {
        String name = "tool-" + number;
        admin().clients().get(application.id()).roles().create(new RoleRepresentation(name, "", false));
        realm.grant(carol, application.clientId(), name);
        return name;
    }

    public boolean carolHolds(String roleName) {
        return holds(carol.id(), roleName);
    }

    /** Asks Keycloak, through composites and groups. */
    boolean holds(String userId, String roleName) {
        return admin().users().get(userId).roles().clientLevel(realmManagementId()).listEffective().stream()
                .anyMatch(role -> role.getName().equals(roleName));
    }
}
