package io.github.keycloakassume.core.spi;

import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RoleDefinition;
import java.util.List;
import org.keycloak.provider.Provider;

/** What an installed module brings that others must know of. */
public interface AssumeModule extends Provider {

    /** The roles that each realm gets. */
    List<RoleDefinition> roles();

    /** All that it refuses, beside what every module does. */
    List<Refusal> refusals();

    @Override
    default void close() {}
}
