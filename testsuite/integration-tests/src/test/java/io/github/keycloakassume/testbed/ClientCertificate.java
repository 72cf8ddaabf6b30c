package io.github.keycloakassume.testbed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.keycloak.representations.idm.CertificateRepresentation;

/**
 * The certificate of a client, as a proxy that ends TLS has found it to be the client's and passes it on; for servers with {@link
 * Features#CERTIFICATES_BY_PROXY}.
 */
public final class ClientCertificate {

    static final String HEADER = "Client-Cert";

    private final byte[] der;

    private ClientCertificate(byte[] der) {
        this.der = der;
    }

    /** A new one, with a key of its own. Keycloak makes it, in the name of that client, to which it means nothing. */
    public static ClientCertificate generate(RealmFixture realm, TestClient client) {
        CertificateRepresentation made = realm.admin()
                .clients()
                .get(client.id())
                .getCertficateResource("jwt.credential")
                .generate();
        return new ClientCertificate(Base64.getMimeDecoder().decode(made.getCertificate()));
    }

    /** The certificate as header {@link #HEADER} has it (RFC 9440 section 2.1). */
    String header() {
        return ":" + Base64.getEncoder().encodeToString(der) + ":";
    }

    /** What a token has in {@code cnf}, member {@code x5t#S256}, that is bound to it (RFC 8705 section 3.1). */
    public String thumbprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(der);
            return new String(Base64.getUrlEncoder().withoutPadding().encode(digest), StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
