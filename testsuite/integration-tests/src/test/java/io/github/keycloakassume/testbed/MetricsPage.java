package io.github.keycloakassume.testbed;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Arrays;

/** The metrics of the first node, as Prometheus reads them. */
public final class MetricsPage {

    private final RunningKeycloak server;

    MetricsPage(RunningKeycloak server) {
        this.server = server;
    }

    /**
     * The value of a metric.
     *
     * @param labels that it has among others, as Prometheus writes them: {@code realm="acme"}; 0 where there is none such
     */
    public double value(String name, String... labels) {
        return text().lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** All of it. */
    public String text() {
        URI address = URI.create(server.nodes().get(0).managementUrl() + "/metrics");
        return Http.send(HttpRequest.newBuilder(address).build()).body();
    }
}
