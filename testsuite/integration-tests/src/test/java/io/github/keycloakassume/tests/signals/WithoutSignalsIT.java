package io.github.keycloakassume.tests.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.RunningKeycloak;
import io.github.keycloakassume.testbed.ServerLog;
import io.github.keycloakassume.testbed.Statements;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;

@KeycloakTest(buildOptions = Statements.DRIVER)
@DisplayName("Where Keycloak's feature of Shared Signals is off")
final class WithoutSignalsIT {

    @Test
    void an_end_is_no_signal_no_statement_for_one_and_no_line_in_the_log(
            RunningKeycloak server, RealmFixture realm, Browser browser, Statements statements, Keycloak admin) {
        realm.update(settings -> settings.getAttributes().put("ssf.transmitterEnabled", "true"));
        Scene scene = Scene.with(realm, browser);
        scene.becomeAlice();

        List<String> sent = statements.during(scene::revert);

        assertThat(sent)
                .isNotEmpty()
                .noneMatch(statement -> statement.toUpperCase(Locale.ROOT).contains("OUTBOX_ENTRY"));
        assertThat(admin.serverInfo().getInfo().getProviders().get("ssf-transmitter"))
                .satisfiesAnyOf(
                        spi -> assertThat(spi).isNull(),
                        spi -> assertThat(spi.getProviders()).isEmpty());
        ServerLog log = ServerLog.of(server.nodes().get(0));
        assertThat(log.with("keycloak.ssf")).isEmpty();
        assertThat(log.with("EndSignals")).isEmpty();
    }
}
