package io.github.keycloakassume.impersonation.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.Config;
import org.keycloak.common.Profile;
import org.keycloak.provider.EnvironmentDependentProviderFactory;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;
import org.keycloak.ssf.transmitter.SsfTransmitterProviderFactory;

@DisplayName("Our transmitter of signals")
final class EndSignalsFactoryTest {

    private static final String NAME = "io.github.keycloakassume.impersonation.keycloak.EndSignalsFactory";

    /** As in a Keycloak in which all of the experimental feature but its SPI has changed. */
    @Test
    void is_off_with_the_feature_and_needs_no_class_of_it_but_the_spi() throws ReflectiveOperationException {
        Profile.defaults();
        Object factory = new OnlySpi().loadClass(NAME).getConstructor().newInstance();

        assertThat(factory).isNotInstanceOf(EndSignalsFactory.class);
        assertThat(((EnvironmentDependentProviderFactory) factory).isSupported(Config.scope()))
                .isFalse();
        assertThat(((ProviderFactory<?>) factory).order()).isPositive();
        assertThat(((ProviderFactory<?>) factory).getId()).isEqualTo("default");
    }

    private static final class OnlySpi extends ClassLoader {

        OnlySpi() {
            super(EndSignalsFactoryTest.class.getClassLoader());
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            if (name.equals(NAME)) {
                byte[] bytes = bytes();
                return defineClass(name, bytes, 0, bytes.length);
            }
            boolean isSpi = name.equals(SsfTransmitterProviderFactory.class.getName())
                    || name.equals(SsfTransmitterProvider.class.getName());
            if ((name.startsWith("org.keycloak.ssf") && !isSpi) || name.contains("EndSignals")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name);
        }

        private static byte[] bytes() {
            try (InputStream code = EndSignalsFactory.class.getResourceAsStream("EndSignalsFactory.class")) {
                return Objects.requireNonNull(code).readAllBytes();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
