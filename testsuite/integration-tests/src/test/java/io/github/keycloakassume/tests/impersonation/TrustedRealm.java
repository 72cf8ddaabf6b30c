package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** Two realms of one server, of which one trusts the other as an identity provider. */
public final class TrustedRealm implements AutoCloseable {

    public static final String ALIAS = "trusted";
    public static final String BROKER = "broker-client";

    private final RealmFixture own;
    private final RealmFixture trusted;
    private final TestClient brokerClient;

    private TrustedRealm(RealmFixture own, RealmFixture trusted, TestClient brokerClient) {
        this.own = own;
        this.trusted = trusted;
        this.brokerClient = brokerClient;
    }

    /** A new realm that this one trusts from now on. */
    public static TrustedRealm of(RealmFixture own, Keycloak admin, Map<String, String> moreConfig) {
        return trust(own, created(own, admin), moreConfig);
    }

    /** A new realm that trusts this one from now on: {@link #own()} is the new one. */
    public static TrustedRealm trusting(RealmFixture trusted, Keycloak admin, Map<String, String> moreConfig) {
        return trust(created(trusted, admin), trusted, moreConfig);
    }

    static RealmFixture created(RealmFixture beside, Keycloak admin) {
        var representation = new RealmRepresentation();
        representation.setRealm("other-" + UUID.randomUUID());
        representation.setEnabled(true);
        admin.realms().create(representation);
        return beside.sibling(admin, representation.getRealm());
    }

    private static TrustedRealm trust(RealmFixture own, RealmFixture trusted, Map<String, String> moreConfig) {
        TestClient client = trusted.client(
                BROKER, asked -> asked.setRedirectUris(List.of(own.url() + "/broker/" + ALIAS + "/endpoint*")));
        String protocol = trusted.url() + "/protocol/openid-connect/";
        var provider = new IdentityProviderRepresentation();
        provider.setAlias(ALIAS);
        provider.setProviderId("oidc");
        provider.setEnabled(true);
        provider.setStoreToken(true);
        Map<String, String> config = new HashMap<>(Map.of(
                "issuer",
                trusted.url().toString(),
                "authorizationUrl",
                protocol + "auth",
                "tokenUrl",
                protocol + "token",
                "userInfoUrl",
                protocol + "userinfo",
                "jwksUrl",
                protocol + "certs",
                "useJwksUrl",
                "true",
                "validateSignature",
                "true",
                "clientId",
                client.clientId(),
                "clientSecret",
                client.secret(),
                "clientAuthMethod",
                "client_secret_post"));
        config.putAll(moreConfig);
        provider.setConfig(config);
        own.admin().identityProviders().create(provider).close();
        return new TrustedRealm(own, trusted, client);
    }

    public RealmFixture own() {
        return own;
    }

    public RealmFixture trusted() {
        return trusted;
    }

    /** The client by which the one realm logs in at the other. */
    public TestClient brokerClient() {
        return brokerClient;
    }

    /** Says that a user of the own realm is that user of the trusted one. */
    public void link(TestUser user, TestUser there) {
        var identity = new FederatedIdentityRepresentation();
        identity.setIdentityProvider(ALIAS);
        identity.setUserId(there.id());
        identity.setUserName(there.username());
        own.admin().users().get(user.id()).addFederatedIdentity(ALIAS, identity).close();
    }

    /** The identity providers that know a user of the own realm. */
    List<FederatedIdentityRepresentation> links(TestUser user) {
        return own.admin().users().get(user.id()).getFederatedIdentity();
    }

    @Override
    public void close() {
        RealmFixture created = own.name().startsWith("other-") ? own : trusted;
        created.admin().remove();
        if (created == trusted) {
            own.admin().identityProviders().get(ALIAS).remove();
        }
    }
}
