package io.github.keycloakassume.testsuite;

import jakarta.ws.rs.core.Response;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** A required action as somebody else's extension brings it: it shows a page, and is done when that is posted. */
public final class ForeignRequiredAction implements RequiredActionProvider, RequiredActionFactory {

    @Override
    public String getId() {
        return "testbed-action";
    }

    @Override
    public String getDisplayText() {
        return "Test bed";
    }

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        // Pending only where an administrator put it.
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        context.challenge(Response.ok("<p id=\"testbed-page\">testbed-page</p>", "text/html")
                .build());
    }

    @Override
    public void processAction(RequiredActionContext context) {
        context.success();
    }

    @Override
    public void init(Config.Scope config) {
        // Nothing to configure.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Needs no other provider.
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
