package io.github.keycloakassume.testsuite;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Set;
import org.keycloak.Config;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;

/** Grant type {@code urn:testbed:grant}, as another extension might have one: gives something for parameter {@code proof}. */
public final class ForeignGrantFactory implements OAuth2GrantTypeFactory {

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new ForeignGrant();
    }

    private static final class ForeignGrant implements OAuth2GrantType {

        @Override
        public EventType getEventType() {
            return EventType.LOGIN;
        }

        @Override
        public Set<String> getTokenParameterNames() {
            return Set.of("proof");
        }

        @Override
        public Response process(Context context) {
            return Response.ok(
                            Map.of(
                                    "access_token",
                                    "minted for " + context.getFormParams().getFirst("proof")),
                            MediaType.APPLICATION_JSON_TYPE)
                    .build();
        }

        @Override
        public void close() {}
    }

    @Override
    public String getShortcut() {
        return "tb";
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "urn:testbed:grant";
    }
}
