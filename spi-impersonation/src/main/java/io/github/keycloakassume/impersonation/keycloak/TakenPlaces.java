package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.work.EngineLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.EnvironmentDependentProviderFactory;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/**
 * Another extension in the place of ours. Of two providers with one id Keycloak runs the one of higher order, of two of the
 * same order the one that it read later, and says nothing; there are other extensions that call themselves
 * {@code impersonation}. What ours guards there would be open, so the log says it at every start.
 */
public final class TakenPlaces {

    private static final Logger LOG = Logger.getLogger(TakenPlaces.class);
    private static final String OURS = "io.github.keycloakassume.";

    private TakenPlaces() {}

    /** One provider of ours. */
    record Place(Spi spi, ProviderFactory<?> ours) {

        /** Keycloak leaves out what its features or its configuration switch off: nobody takes the place of that. */
        private boolean isWanted() {
            Config.Scope scope = Config.scope(spi.getName(), ours.getId());
            return scope.getBoolean("enabled", true)
                    && (!(ours instanceof EnvironmentDependentProviderFactory dependent)
                            || dependent.isSupported(scope));
        }
    }

    /** A place that another extension's provider has. */
    record Taken(Place place, ProviderFactory<?> other) {

        /** What {@link EngineLine#PLACE_TAKEN} says of it. */
        Object[] values() {
            return new Object[] {
                place.ours().getId(),
                place.spi().getName(),
                other.getClass().getName(),
                place.ours().getClass().getName()
            };
        }
    }

    /** What Keycloak runs under an id. */
    interface Registered {

        @Nullable
        ProviderFactory<?> under(Spi spi, String id);
    }

    /** Looks once everything is registered. */
    public static void reportAtStart(KeycloakSessionFactory server) {
        server.register(event -> {
            if (event instanceof PostMigrationEvent) {
                in(
                                server.getSpis().stream().flatMap(TakenPlaces::ours),
                                (spi, id) -> server.getProviderFactory(spi.getProviderClass(), id))
                        .forEach(taken -> EngineLine.PLACE_TAKEN.log(LOG, null, taken.values()));
            }
        });
    }

    /** The places that are taken. */
    static List<Taken> in(Stream<Place> places, Registered registered) {
        return places.filter(Place::isWanted)
                .flatMap(place -> Optional.ofNullable(
                        registered.under(place.spi(), place.ours().getId()))
                        .filter(other -> !other.getClass().equals(place.ours().getClass()))
                        .map(other -> new Taken(place, other))
                        .stream())
                .toList();
    }

    /** What our JARs, and those that plug into them, announce for that SPI. */
    private static Stream<Place> ours(Spi spi) {
        try {
            return Collections.list(TakenPlaces.class
                            .getClassLoader()
                            .getResources("META-INF/services/"
                                    + spi.getProviderFactoryClass().getName()))
                    .stream()
                    .flatMap(TakenPlaces::lines)
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(name -> name.startsWith(OURS))
                    .distinct()
                    .map(name -> new Place(spi, instance(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(URL file) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
            return reader.lines().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Keycloak makes them ({@code QuarkusKeycloakSessionFactory.lookupProviderFactory}); not initialised, only named. */
    private static ProviderFactory<?> instance(String name) {
        try {
            return Class.forName(name)
                    .asSubclass(ProviderFactory.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no provider factory: " + name, e);
        }
    }
}
