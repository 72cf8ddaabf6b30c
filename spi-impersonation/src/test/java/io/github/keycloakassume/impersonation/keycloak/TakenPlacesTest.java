package io.github.keycloakassume.impersonation.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.impersonation.exchange.RefusingTokenExchangeProviderFactory;
import io.github.keycloakassume.impersonation.work.EngineLine;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.protocol.oidc.TokenExchangeProviderFactory;
import org.keycloak.protocol.oidc.TokenExchangeSpi;
import org.keycloak.protocol.oidc.tokenexchange.StandardTokenExchangeProviderFactory;
import org.keycloak.provider.Spi;

@DisplayName("The place of a provider of ours")
final class TakenPlacesTest {

    private static final Spi SPI = new TokenExchangeSpi();
    private static final TokenExchangeProviderFactory OURS = new RefusingTokenExchangeProviderFactory();

    @Test
    void is_said_to_be_taken_by_the_class_that_took_it() {
        TokenExchangeProviderFactory other = new StandardTokenExchangeProviderFactory();

        assertThat(taken((spi, id) -> id.equals(OURS.getId()) ? other : null))
                .singleElement()
                .asString()
                .contains(
                        "'assume-refusing'",
                        SPI.getName(),
                        StandardTokenExchangeProviderFactory.class.getName() + ", not "
                                + RefusingTokenExchangeProviderFactory.class.getName());
    }

    @Test
    void is_not_taken_when_ours_is_registered() {
        assertThat(taken((spi, id) -> new RefusingTokenExchangeProviderFactory()))
                .isEmpty();
    }

    @Test
    void is_not_taken_when_it_is_empty() {
        assertThat(taken((spi, id) -> null)).isEmpty();
    }

    private static List<String> taken(TakenPlaces.Registered registered) {
        return TakenPlaces.in(Stream.of(new TakenPlaces.Place(SPI, OURS)), registered).stream()
                .map(taken -> EngineLine.PLACE_TAKEN.with(taken.values()))
                .toList();
    }
}
