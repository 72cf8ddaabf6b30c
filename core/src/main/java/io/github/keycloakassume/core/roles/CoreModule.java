package io.github.keycloakassume.core.roles;

import io.github.keycloakassume.core.model.OurRole;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RoleDefinition;
import io.github.keycloakassume.core.spi.AssumeModuleFactory;
import java.util.List;

/** What every installation has. */
public final class CoreModule implements AssumeModuleFactory {

    @Override
    public List<RoleDefinition> roles() {
        return List.of(
                new RoleDefinition(
                        OurRole.ASSUME_ACCOUNTS,
                        "Vendor staff: impersonate users of this realm under a grant only, and ask for grants",
                        false),
                new RoleDefinition(OurRole.NOT_IMPERSONATABLE, "Users who hold this cannot be impersonated", false));
    }

    @Override
    public List<Refusal> refusals() {
        return Refusal.listedIn(Refusal.class);
    }

    @Override
    public String getId() {
        return "core";
    }
}
