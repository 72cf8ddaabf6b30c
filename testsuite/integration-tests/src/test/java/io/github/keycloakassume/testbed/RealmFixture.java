package io.github.keycloakassume.testbed;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RequiredActionProviderSimpleRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** A fresh realm for one test class; it is removed afterwards. */
public final class RealmFixture {

    private static final String PASSWORD = "password";

    private final RunningKeycloak server;
    private final RealmResource realm;
    private final String name;

    private RealmFixture(RunningKeycloak server, RealmResource realm, String name) {
        this.server = server;
        this.realm = realm;
        this.name = name;
    }

    static RealmFixture create(RunningKeycloak server, Keycloak adminClient) {
        String name = "test-" + UUID.randomUUID();
        var representation = new RealmRepresentation();
        representation.setRealm(name);
        representation.setEnabled(true);
        representation.setEventsEnabled(true);
        representation.setAdminEventsEnabled(true);
        representation.setAdminEventsDetailsEnabled(true);
        adminClient.realms().create(representation);
        return new RealmFixture(server, adminClient.realm(name), name);
    }

    /** Another realm of this server, made by the test itself, which also removes it. */
    public RealmFixture sibling(Keycloak adminClient, String other) {
        return new RealmFixture(server, adminClient.realm(other), other);
    }

    /** The same realm, on another server that has its database. */
    RealmFixture on(RunningKeycloak other, Keycloak adminClient) {
        return new RealmFixture(other, adminClient.realm(name), name);
    }

    /** The realm's name. */
    public String name() {
        return name;
    }

    /** The realm's address: its issuer, below which its endpoints are. */
    public URI url() {
        return URI.create(server.baseUrl() + "/realms/" + name);
    }

    /** The realm in the Admin API, as an administrator of master sees it. */
    public RealmResource admin() {
        return realm;
    }

    /** The Admin API for that user, who logs in with his password. Whoever opens it closes it. */
    public Keycloak adminClient(TestUser user) {
        return KeycloakBuilder.builder()
                .serverUrl(server.baseUrl().toString())
                .realm(name)
                .clientId("admin-cli")
                .username(user.username())
                .password(user.password())
                .build();
    }

    /** The same by a confidential client of the realm, with what that has in its scope. */
    public Keycloak adminClient(TestUser user, TestClient client) {
        return KeycloakBuilder.builder()
                .serverUrl(server.baseUrl().toString())
                .realm(name)
                .clientId(client.clientId())
                .clientSecret(client.secret())
                .username(user.username())
                .password(user.password())
                .build();
    }

    /** Leaves a client only these roles of realm-management, whatever its users hold. */
    public void narrow(TestClient client, String... realmManagementRoles) {
        narrowTo(client, "realm-management", realmManagementRoles);
    }

    /** The same with roles of another client. */
    public void narrowTo(TestClient client, String container, String... roles) {
        ClientRepresentation narrowed = realm.clients().get(client.id()).toRepresentation();
        narrowed.setFullScopeAllowed(false);
        realm.clients().get(client.id()).update(narrowed);
        String management = realm.clients().findByClientId(container).get(0).getId();
        realm.clients()
                .get(client.id())
                .getScopeMappings()
                .clientLevel(management)
                .add(Stream.of(roles)
                        .map(role -> realm.clients()
                                .get(management)
                                .roles()
                                .get(role)
                                .toRepresentation())
                        .toList());
    }

    /** The realm's token endpoint. */
    public TokenEndpoint tokens() {
        return TokenEndpoint.of(server.baseUrl(), name);
    }

    /** Changes settings of the realm. */
    public void update(Consumer<RealmRepresentation> change) {
        RealmRepresentation representation = realm.toRepresentation();
        change.accept(representation);
        realm.update(representation);
    }

    /** Lets the realm send its mails to the mailbox. */
    public void sendMailTo(Mailbox mailbox) {
        sendMailTo(mailbox.port(), Map.of());
    }

    /** Lets the realm send its mails to whoever listens there, with more options of a realm's mail server. */
    public void sendMailTo(int port, Map<String, String> options) {
        var smtp = new HashMap<>(options);
        smtp.put("host", server.testHost());
        smtp.put("port", String.valueOf(port));
        smtp.put("from", name + "@keycloak.example");
        update(representation -> representation.setSmtpServer(smtp));
    }

    /** A user with a name, a verified address, a password and these roles of the client realm-management. */
    public TestUser user(String username, String... realmManagementRoles) {
        return user(username, representation -> {}, realmManagementRoles);
    }

    /** The same with changes of your own. */
    public TestUser user(String username, Consumer<UserRepresentation> change, String... realmManagementRoles) {
        var representation = new UserRepresentation();
        representation.setUsername(username);
        representation.setFirstName(username);
        representation.setLastName("Test");
        representation.setEmail(username + "@" + name + ".example");
        representation.setEmailVerified(true);
        representation.setEnabled(true);
        representation.setCredentials(List.of(password()));
        change.accept(representation);
        try (Response response = realm.users().create(representation)) {
            var user = new TestUser(
                    CreatedResponseUtil.getCreatedId(response),
                    representation.getUsername(),
                    representation.getEmail(),
                    PASSWORD);
            if (realmManagementRoles.length > 0) {
                grant(user, "realm-management", realmManagementRoles);
            }
            return user;
        }
    }

    /** Connects the realm to a storage of users outside of Keycloak, of the test-only provider; gives the component's id. */
    public String federate() {
        return addStorage("testbed-users", "org.keycloak.storage.UserStorageProvider");
    }

    /** The same with a storage of clients: with one {@code stored-app} for each client {@code app}, which is like that one in all else. */
    public String federateClients() {
        return addStorage("testbed-clients", "org.keycloak.storage.client.ClientStorageProvider");
    }

    private String addStorage(String provider, String type) {
        var component = new ComponentRepresentation();
        component.setName("outside");
        component.setProviderId(provider);
        component.setProviderType(type);
        try (Response response = realm.components().add(component)) {
            return CreatedResponseUtil.getCreatedId(response);
        }
    }

    /** From now on that storage cannot be reached, and Keycloak remembers nobody of it. */
    public void loseConnectionTo(String storage) {
        ComponentRepresentation component =
                realm.components().component(storage).toRepresentation();
        component.getConfig().putSingle("unreachable", "true");
        realm.components().component(storage).update(component);
        realm.clearUserCache();
    }

    /** A user of that storage, who is there without being created, with these roles of realm-management. */
    public TestUser federatedUser(String storage, String name, String... realmManagementRoles) {
        String username = "federated-" + name;
        var user = new TestUser("f:" + storage + ":" + username, username, username + "@federated.example", PASSWORD);
        if (realmManagementRoles.length > 0) {
            grant(user, "realm-management", realmManagementRoles);
        }
        return user;
    }

    /** One of that storage whom the realm has taken over: the id is the realm's, the storage's finds them too. */
    public TestUser importedUser(String storage, String name, String... realmManagementRoles) {
        TestUser outside = federatedUser(storage, "imported-" + name);
        String id = realm.users().get(outside.id()).toRepresentation().getId();
        var user = new TestUser(id, outside.username(), outside.email(), PASSWORD);
        if (realmManagementRoles.length > 0) {
            grant(user, "realm-management", realmManagementRoles);
        }
        return user;
    }

    /** A user who was removed comes back with the id that they had, by a file, and with these roles of realm-management. */
    public void bringBack(TestUser user, String... realmManagementRoles) {
        var again = new UserRepresentation();
        again.setId(user.id());
        again.setUsername(user.username());
        again.setEnabled(true);
        again.setClientRoles(Map.of("realm-management", List.of(realmManagementRoles)));
        var file = new PartialImportRepresentation();
        file.setIfResourceExists(PartialImportRepresentation.Policy.FAIL.name());
        file.setUsers(List.of(again));
        try (Response response = realm.partialImport(file)) {
            if (response.getStatus() != 200) {
                throw new IllegalStateException("not imported: " + response.getStatus());
            }
        }
    }

    /**
     * A confidential client with code flow and password grant, any local address as redirect, and full scope. It is in
     * the audience of its own access tokens: Keycloak lets nobody else introspect them.
     */
    public TestClient client(String clientId) {
        return client(clientId, representation -> {});
    }

    /** The same with changes of your own. */
    public TestClient client(String clientId, Consumer<ClientRepresentation> change) {
        var representation = new ClientRepresentation();
        representation.setClientId(clientId);
        representation.setSecret("secret-of-" + clientId);
        representation.setDirectAccessGrantsEnabled(true);
        representation.setStandardFlowEnabled(true);
        representation.setFullScopeAllowed(true);
        representation.setProtocolMappers(List.of(audience(clientId)));
        representation.setRedirectUris(List.of("http://localhost/*", "http://127.0.0.1/*"));
        change.accept(representation);
        try (Response response = realm.clients().create(representation)) {
            return new TestClient(CreatedResponseUtil.getCreatedId(response), clientId, representation.getSecret());
        }
    }

    /** Changes a client by partial import, which takes what the Admin API refuses ({@code ClientsPartialImport} validates nothing). */
    public void changeByImport(TestClient client, Consumer<ClientRepresentation> change) {
        ClientRepresentation changed = realm.clients().get(client.id()).toRepresentation();
        change.accept(changed);
        var wanted = new PartialImportRepresentation();
        wanted.setIfResourceExists("OVERWRITE");
        wanted.setClients(List.of(changed));
        try (Response response = realm.partialImport(wanted)) {
            if (response.getStatus() != 200) {
                throw new IllegalStateException("partial import answered " + response.getStatus());
            }
        }
    }

    /** Asks Keycloak's client registration for a new client, with somebody's access token; answers the status. */
    public int registerClient(String accessToken, String clientId) {
        return Http.send(HttpRequest.newBuilder(URI.create(url() + "/clients-registrations/default"))
                        .header("Authorization", "Bearer " + accessToken)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"clientId\":\"" + clientId + "\"}"))
                        .build())
                .statusCode();
    }

    /** Asks for the token that an identity provider has issued to a user, with his access token of this realm. */
    public HttpResponse<String> brokerToken(String alias, String accessToken) {
        return Http.send(HttpRequest.newBuilder(URI.create(url() + "/broker/" + alias + "/token"))
                .header("Authorization", "Bearer " + accessToken)
                .header("Accept", "application/json")
                .build());
    }

    /** Gives a user roles of a client. */
    public void grant(TestUser user, String clientId, String... roles) {
        String client = realm.clients().findByClientId(clientId).get(0).getId();
        List<RoleRepresentation> representations = List.of(roles).stream()
                .map(role -> realm.clients().get(client).roles().get(role).toRepresentation())
                .toList();
        realm.users().get(user.id()).roles().clientLevel(client).add(representations);
    }

    /** Enables a required action that is not one of Keycloak's own. */
    public void registerRequiredAction(String providerId) {
        var action = new RequiredActionProviderSimpleRepresentation();
        action.setId(providerId);
        action.setProviderId(providerId);
        action.setName(providerId);
        realm.flows().registerRequiredAction(action);
    }

    /** Takes roles of a client away from a user. */
    public void revoke(TestUser user, String clientId, String... roles) {
        String client = realm.clients().findByClientId(clientId).get(0).getId();
        List<RoleRepresentation> representations = List.of(roles).stream()
                .map(role -> realm.clients().get(client).roles().get(role).toRepresentation())
                .toList();
        realm.users().get(user.id()).roles().clientLevel(client).remove(representations);
    }

    /** Gives a user a realm role, which comes into being if it isn't there. */
    public void grantRealmRole(TestUser user, String role) {
        if (realm.roles().list(role, true).stream()
                .noneMatch(present -> present.getName().equals(role))) {
            realm.roles().create(new RoleRepresentation(role, "", false));
        }
        realm.users()
                .get(user.id())
                .roles()
                .realmLevel()
                .add(List.of(realm.roles().get(role).toRepresentation()));
    }

    /** Makes so many more running impersonations like that one, with sessions at the same applications. */
    public void copyImpersonation(String impersonationId, int count) {
        TestBedClient.of(server.nodes().get(0)).copy(name, impersonationId, count);
    }

    /** Opens the session of an impersonation again, as a request may that had begun before the session was removed. */
    public void reopen(String userSession, TestUser user, String impersonation) {
        TestBedClient.of(server.nodes().get(0)).reopen(name, userSession, user.id(), impersonation);
    }

    /** Sets a note of a user session, as something in Keycloak that is not ours would. */
    public void note(String userSession, String noteName, String value) {
        TestBedClient.of(server.nodes().get(0)).note(name, userSession, noteName, value);
    }

    /** What mappers gave a user is known by the trail alone, as in the first release. */
    public void forgetMapped(String userId) {
        TestBedClient.of(server.nodes().get(0)).forgetMapped(userId);
    }

    /** A user has a role, or is in a group, by a mapper of that identity provider. */
    public void map(TestUser user, String heldId, String provider) {
        TestBedClient.of(server.nodes().get(0)).map(name, user.id(), heldId, provider);
    }

    /** The organizations that a user is in manage them: out of it, they are out of the realm. */
    public void manage(TestUser user) {
        TestBedClient.of(server.nodes().get(0)).manage(user.id());
    }

    /**
     * Does work while the commit fails of every transaction that writes such a thing for this realm: an entry of the trail
     * with that action, or a change of an entity with that name. PostgreSQL refuses it itself.
     */
    public void whileCommitsFail(String what, Runnable work) {
        Optional<Database> database = server.database().filter(Database::isPostgreSql);
        if (database.isPresent()) {
            DeferredRefusal.during(database.get(), realm.toRepresentation().getId(), List.of(what), work);
            return;
        }
        TestBedClient testBed = TestBedClient.of(server.nodes().get(0));
        testBed.meetCommits(name, what, CommitPoint.REFUSED);
        try {
            work.run();
        } finally {
            testBed.commit(name, what);
        }
    }

    /** The server does once more what it does for all its realms when it starts; an error there is one here. */
    public void startAgain() {
        TestBedClient.of(server.nodes().get(0)).startAgain();
    }

    /** The notes of a user session. */
    public Map<String, String> notes(String userSession) {
        return TestBedClient.of(server.nodes().get(0)).notes(name, userSession);
    }

    void remove() {
        realm.remove();
    }

    /** Puts a client into the audience of the access tokens of the one that has this mapper. */
    public static ProtocolMapperRepresentation audience(String clientId) {
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName("audience " + clientId);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-audience-mapper");
        mapper.setConfig(Map.of("included.client.audience", clientId, "access.token.claim", "true"));
        return mapper;
    }

    private static CredentialRepresentation password() {
        var credential = new CredentialRepresentation();
        credential.setType(CredentialRepresentation.PASSWORD);
        credential.setValue(PASSWORD);
        credential.setTemporary(false);
        return credential;
    }
}
