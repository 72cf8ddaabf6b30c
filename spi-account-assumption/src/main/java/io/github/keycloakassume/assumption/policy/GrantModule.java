package io.github.keycloakassume.assumption.policy;

import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.model.GrantRole;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RoleDefinition;
import io.github.keycloakassume.core.spi.AssumeModuleFactory;
import java.util.List;

/** Grants and requests. */
public final class GrantModule implements AssumeModuleFactory {

    @Override
    public List<RoleDefinition> roles() {
        return GrantRole.all();
    }

    @Override
    public List<Refusal> refusals() {
        return Refusal.listedIn(GrantRefusal.class);
    }

    @Override
    public String getId() {
        return "account-assumption";
    }
}
