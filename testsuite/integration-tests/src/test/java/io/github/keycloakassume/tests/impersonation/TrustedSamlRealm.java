package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.KeysMetadataRepresentation.KeyMetadataRepresentation;

/** Two realms of one server, of which a new one trusts the other as a SAML identity provider, as Keycloak's console sets it up. */
final class TrustedSamlRealm implements AutoCloseable {

    private static final String ALIAS = TrustedRealm.ALIAS;

    private final RealmFixture own;
    private final RealmFixture trusted;

    private TrustedSamlRealm(RealmFixture own, RealmFixture trusted) {
        this.own = own;
        this.trusted = trusted;
    }

    static TrustedSamlRealm trusting(RealmFixture trusted, Keycloak admin) {
        TrustedSamlRealm realms = new TrustedSamlRealm(TrustedRealm.created(trusted, admin), trusted);
        var provider = new IdentityProviderRepresentation();
        provider.setAlias(ALIAS);
        provider.setProviderId("saml");
        provider.setEnabled(true);
        provider.setConfig(Map.of(
                "idpEntityId",
                trusted.url().toString(),
                "entityId",
                realms.entityId(),
                "singleSignOnServiceUrl",
                trusted.url() + "/protocol/saml",
                "validateSignature",
                "true",
                "wantAssertionsSigned",
                "true",
                "signingCertificate",
                certificate(trusted, "SIG", "RS256"),
                "postBindingResponse",
                "true",
                "principalType",
                "SUBJECT",
                "nameIDPolicyFormat",
                "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"));
        realms.own.admin().identityProviders().create(provider).close();
        return realms;
    }

    /** The new one. */
    RealmFixture own() {
        return own;
    }

    /** By which the other realm knows the new one. */
    String entityId() {
        return own.url().toString();
    }

    /** Where assertions for the new one are taken. */
    String endpoint() {
        return own.url() + "/broker/" + ALIAS + "/endpoint";
    }

    /** A user of the new realm who is that user of the trusted one. */
    TestUser linked(TestUser there) {
        TestUser user = own.user("linked");
        var identity = new FederatedIdentityRepresentation();
        identity.setIdentityProvider(ALIAS);
        identity.setUserId(there.username());
        identity.setUserName(there.username());
        own.admin().users().get(user.id()).addFederatedIdentity(ALIAS, identity).close();
        return user;
    }

    boolean hasSession(TestUser user) {
        return !own.admin().users().get(user.id()).getUserSessions().isEmpty();
    }

    /** The client by which the new realm logs users in at the trusted one. */
    TestClient brokerClient() {
        return trusted.client(entityId(), client -> describe(client, endpoint()));
    }

    /** A client that is answered with a signed assertion which only the new realm can read, in a response without signature. */
    TestClient encryptingTo(String clientId, String answeredAt) {
        return trusted.client(clientId, client -> {
            describe(client, answeredAt);
            client.getAttributes().put("saml.server.signature", "false");
            client.getAttributes().put("saml.encrypt", "true");
            client.getAttributes().put("saml.encryption.certificate", certificate(own, "ENC", "RSA-OAEP"));
        });
    }

    private static void describe(ClientRepresentation client, String answeredAt) {
        client.setProtocol("saml");
        client.setProtocolMappers(List.of());
        client.setRedirectUris(List.of(answeredAt));
        client.setAttributes(new HashMap<>(Map.of(
                "saml.client.signature",
                "false",
                "saml.server.signature",
                "true",
                "saml.assertion.signature",
                "true",
                "saml_name_id_format",
                "username",
                "saml_force_name_id_format",
                "true",
                "saml.force.post.binding",
                "true")));
    }

    private static String certificate(RealmFixture realm, String use, String algorithm) {
        return realm.admin().keys().getKeyMetadata().getKeys().stream()
                .filter(key -> use.equals(String.valueOf(key.getUse()))
                        && algorithm.equals(key.getAlgorithm())
                        && "ACTIVE".equals(key.getStatus()))
                .map(KeyMetadataRepresentation::getCertificate)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        own.admin().remove();
    }
}
