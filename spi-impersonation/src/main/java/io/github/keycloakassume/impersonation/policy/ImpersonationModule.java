package io.github.keycloakassume.impersonation.policy;

import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RoleDefinition;
import io.github.keycloakassume.core.spi.AssumeModuleFactory;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.model.ImpersonationRole;
import java.util.List;

/** The impersonation engine. */
public final class ImpersonationModule implements AssumeModuleFactory {

    @Override
    public List<RoleDefinition> roles() {
        return ImpersonationRole.all();
    }

    @Override
    public List<Refusal> refusals() {
        return Refusal.listedIn(ImpersonationRefusal.class);
    }

    @Override
    public String getId() {
        return "impersonation";
    }
}
