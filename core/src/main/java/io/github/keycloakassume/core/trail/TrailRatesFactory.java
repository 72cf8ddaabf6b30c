package io.github.keycloakassume.core.trail;

import io.github.keycloakassume.core.keycloak.KeycloakClock;
import io.github.keycloakassume.core.model.HourlyRates;
import io.github.keycloakassume.core.model.RatedAct;
import io.github.keycloakassume.core.spi.ActorRates;
import io.github.keycloakassume.core.spi.ActorRatesFactory;
import io.github.keycloakassume.core.store.TrailSearch;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** Gives all modules the rates that the server is set up with: {@code --spi-assume-rates--trail--starts-per-hour} and so on. */
public final class TrailRatesFactory implements ActorRatesFactory {

    private static final Clock CLOCK = new KeycloakClock();

    private HourlyRates rates = HourlyRates.of(Map.<String, String>of()::get);

    @Override
    public ActorRates create(KeycloakSession session) {
        return new TrailRates(new TrailSearch(session), rates, CLOCK);
    }

    @Override
    public void init(Config.Scope config) {
        rates = HourlyRates.of(config::get);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "trail";
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        ProviderConfigurationBuilder options = ProviderConfigurationBuilder.create();
        for (RatedAct act : RatedAct.values()) {
            describe(
                    options,
                    act.option(),
                    "How often one person may do this in one realm within an hour",
                    act.usualPerHour());
        }
        describe(
                options,
                HourlyRates.PENDING_OPTION,
                "How many impersonations one person may have asked for in one realm and neither started nor ended",
                HourlyRates.USUALLY_PENDING);
        return options.build();
    }

    private static void describe(ProviderConfigurationBuilder options, String name, String text, int usual) {
        options.property()
                .name(name)
                .type(ProviderConfigProperty.INTEGER_TYPE)
                .helpText(text)
                .defaultValue(usual)
                .add();
    }
}
