package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.RealmFixture;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.resource.AuthenticationManagementResource;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;
import org.keycloak.representations.idm.AuthenticationFlowRepresentation;
import org.keycloak.representations.idm.AuthenticatorConfigRepresentation;

/** A browser flow of two levels: silver for the password, gold for the password once more, in a form of its own. */
final class LevelsFlow {

    static final Duration GOLD_COUNTS = Duration.ofMinutes(5);
    static final Duration SILVER_COUNTS = Duration.ofHours(10);

    private static final String ALIAS = "levels";

    private final AuthenticationManagementResource flows;

    private LevelsFlow(AuthenticationManagementResource flows) {
        this.flows = flows;
    }

    /** Makes it the realm's browser flow. */
    static void in(RealmFixture realm) {
        AuthenticationManagementResource flows = realm.admin().flows();
        if (flows.getFlows().stream().noneMatch(flow -> flow.getAlias().equals(ALIAS))) {
            new LevelsFlow(flows).create();
        }
        realm.update(settings -> {
            settings.setBrowserFlow(ALIAS);
            Map<String, String> attributes = new HashMap<>(settings.getAttributes());
            attributes.put("acr.loa.map", "{\"silver\":1,\"gold\":2}");
            settings.setAttributes(attributes);
        });
    }

    private void create() {
        var flow = new AuthenticationFlowRepresentation();
        flow.setAlias(ALIAS);
        flow.setProviderId("basic-flow");
        flow.setTopLevel(true);
        flow.setBuiltIn(false);
        flows.createFlow(flow).close();
        execution(ALIAS, "auth-cookie", "ALTERNATIVE");
        execution(ALIAS, "identity-provider-redirector", "ALTERNATIVE");
        subFlow(ALIAS, "levels-forms", "ALTERNATIVE");
        level("silver", 1, SILVER_COUNTS, "auth-username-password-form");
        level("gold", 2, GOLD_COUNTS, "auth-password-form");
    }

    private void level(String name, int level, Duration counts, String form) {
        String alias = "levels-" + name;
        subFlow("levels-forms", alias, "CONDITIONAL");
        execution(alias, "conditional-level-of-authentication", "REQUIRED");
        String condition = named(alias, "conditional-level-of-authentication").getId();
        var config = new AuthenticatorConfigRepresentation();
        config.setAlias(alias + "-condition");
        config.setConfig(Map.of(
                "loa-condition-level", Integer.toString(level),
                "loa-max-age", Long.toString(counts.toSeconds())));
        flows.newExecutionConfig(condition, config).close();
        execution(alias, form, "REQUIRED");
    }

    private void execution(String parent, String authenticator, String requirement) {
        flows.addExecution(parent, Map.of("provider", authenticator));
        require(parent, named(parent, authenticator), requirement);
    }

    private void subFlow(String parent, String alias, String requirement) {
        flows.addExecutionFlow(parent, Map.of("alias", alias, "type", "basic-flow", "provider", "", "description", ""));
        AuthenticationExecutionInfoRepresentation flow = flows.getExecutions(parent).stream()
                .filter(execution -> alias.equals(execution.getDisplayName()))
                .findFirst()
                .orElseThrow();
        require(parent, flow, requirement);
    }

    private AuthenticationExecutionInfoRepresentation named(String flow, String authenticator) {
        List<AuthenticationExecutionInfoRepresentation> executions = flows.getExecutions(flow);
        return executions.stream()
                .filter(execution -> authenticator.equals(execution.getProviderId()) && execution.getLevel() == 0)
                .findFirst()
                .orElseThrow();
    }

    private void require(String flow, AuthenticationExecutionInfoRepresentation execution, String requirement) {
        execution.setRequirement(requirement);
        flows.updateExecutions(flow, execution);
    }
}
