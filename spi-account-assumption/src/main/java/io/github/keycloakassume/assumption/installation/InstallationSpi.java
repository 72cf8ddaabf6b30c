package io.github.keycloakassume.assumption.installation;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/**
 * Keycloak reads the SPIs of all JARs before anything else of them: here an installation that lacks a JAR says so in words, where
 * Keycloak would name a class that it cannot find. There is nothing to plug in.
 */
public final class InstallationSpi implements Spi {

    /** Keycloak makes it. */
    public InstallationSpi() {
        new Installation("spi-account-assumption").require("core", "spi-impersonation");
    }

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "assume-spi-account-assumption";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return NoProvider.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // Keycloak's own signature
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return NoFactory.class;
    }

    /** There is none. */
    public interface NoProvider extends Provider {}

    /** Public, because Keycloak looks for implementations. There is none. */
    public interface NoFactory extends ProviderFactory<NoProvider> {}
}
