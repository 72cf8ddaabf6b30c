package io.github.keycloakassume.impersonation.keycloak;

import jakarta.ws.rs.core.NewCookie;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.http.HttpResponse;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;

/**
 * Cookies that are sent once the transaction is committed. Keycloak commits after the answer is made, and what a failure
 * then leaves in it is sent: a browser would be left with the identity of a session that never was.
 */
public final class CommittedCookies {

    private CommittedCookies() {}

    /** Does work that sets cookies, and holds these back until what they stand for is there. */
    public static void of(KeycloakSession session, Runnable work) {
        KeycloakContext context = session.getContext();
        HttpResponse response = context.getHttpResponse();
        HeldBack heldBack = new HeldBack(response, new ArrayList<>());
        context.setHttpResponse(heldBack);
        try {
            work.run();
        } finally {
            context.setHttpResponse(response);
        }
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {
                heldBack.cookies().forEach(response::setCookieIfAbsent);
            }

            @Override
            protected void rollbackImpl() {
                heldBack.cookies().clear();
            }
        });
    }

    /** Only cookies wait. */
    private record HeldBack(HttpResponse response, List<NewCookie> cookies) implements HttpResponse {

        @Override
        public int getStatus() {
            return response.getStatus();
        }

        @Override
        public void setStatus(int statusCode) {
            response.setStatus(statusCode);
        }

        @Override
        public void addHeader(String name, String value) {
            response.addHeader(name, value);
        }

        @Override
        public void setHeader(String name, String value) {
            response.setHeader(name, value);
        }

        @Override
        public void setCookieIfAbsent(NewCookie cookie) {
            cookies.add(cookie);
        }
    }
}
