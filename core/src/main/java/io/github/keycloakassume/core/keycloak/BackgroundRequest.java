package io.github.keycloakassume.core.keycloak;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.security.cert.X509Certificate;
import org.keycloak.common.ClientConnection;
import org.keycloak.http.FormPartValue;
import org.keycloak.http.HttpRequest;
import org.keycloak.http.HttpResponse;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The request that there is none of when a timer logs somebody out: Keycloak's logout asks for one, and fails with
 * {@code ContextNotActiveException} otherwise. {@code DefaultBruteForceProtector} does the same.
 */
public final class BackgroundRequest {

    private static final String REALMS = "/realms/";

    private BackgroundRequest() {}

    /**
     * Puts it into the session's context.
     *
     * @param issuer the issuer known from when there was a request; it tells the server's address
     */
    public static void enter(KeycloakSession session, RealmModel realm, String issuer) {
        enter(session, realm, URI.create(issuer.substring(0, issuer.lastIndexOf(REALMS) + 1)));
    }

    /**
     * Puts it into the session's context.
     *
     * @param base the server's address
     */
    public static void enter(KeycloakSession session, RealmModel realm, URI base) {
        session.getContext().setRealm(realm);
        session.getContext().setHttpRequest(new Request(new BackgroundUriInfo(base)));
        session.getContext().setHttpResponse(new Response());
        session.getContext().setConnection(new ClientConnection() {});
    }

    private record Request(UriInfo uri) implements HttpRequest {

        @Override
        public String getHttpMethod() {
            return "GET";
        }

        @Override
        public MultivaluedMap<String, String> getDecodedFormParameters() {
            return new MultivaluedHashMap<>();
        }

        @Override
        public MultivaluedMap<String, FormPartValue> getMultiPartFormParameters() {
            return new MultivaluedHashMap<>();
        }

        @Override
        public HttpHeaders getHttpHeaders() {
            return new BackgroundHeaders();
        }

        @Override
        public X509Certificate[] getClientCertificateChain() {
            return new X509Certificate[0];
        }

        @Override
        public UriInfo getUri() {
            return uri;
        }

        @Override
        public boolean isProxyTrusted() {
            return true;
        }
    }

    /** Nobody reads it. */
    private static final class Response implements HttpResponse {

        @Override
        public int getStatus() {
            return 200;
        }

        @Override
        public void setStatus(int statusCode) {}

        @Override
        public void addHeader(String name, String value) {}

        @Override
        public void setHeader(String name, String value) {}

        @Override
        public void setCookieIfAbsent(NewCookie cookie) {}
    }
}
