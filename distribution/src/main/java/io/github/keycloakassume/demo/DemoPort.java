package io.github.keycloakassume.demo;

import io.github.keycloakassume.server.PortTakenException;
import io.github.keycloakassume.server.Ports;
import java.util.Arrays;
import java.util.Optional;

/** The ports of the demo, each with its option and the number it usually has. */
enum DemoPort {
    KEYCLOAK("--port", 8080, "Keycloak"),
    APPLICATION("--app-port", 8081, "the sample application"),
    TICKETS("--tickets-port", 8083, "the ticket API"),
    MAIL("--mail-port", 8082, "the mailbox's page"),
    SMTP("--smtp-port", 8025, "the mailbox's mail server"),
    MANAGEMENT("--management-port", 9000, "Keycloak's health checks");

    private final String option;
    private final int standard;
    private final String purpose;

    DemoPort(String option, int standard, String purpose) {
        this.option = option;
        this.standard = standard;
        this.purpose = purpose;
    }

    String option() {
        return option;
    }

    int standard() {
        return standard;
    }

    static Optional<DemoPort> of(String option) {
        return Arrays.stream(values())
                .filter(port -> port.option.equals(option))
                .findFirst();
    }

    /**
     * Makes sure that it can be used.
     *
     * @throws DemoFailure when another program uses it
     */
    void requireFree(int number) {
        try {
            Ports.requireFree("127.0.0.1", number);
        } catch (PortTakenException taken) {
            throw DemoFailure.obstacle("Port " + number + ", meant for " + purpose
                    + ", is in use by another program. Stop that program, or choose another port: ./demo " + option
                    + "=<port>");
        }
    }
}
