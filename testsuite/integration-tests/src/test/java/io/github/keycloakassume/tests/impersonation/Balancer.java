package io.github.keycloakassume.tests.impersonation;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Route;
import io.github.keycloakassume.testbed.Cluster;
import io.github.keycloakassume.testbed.KeycloakNode;

/** Stands between a browser and the nodes, as a load balancer does: addresses are the first node's, whoever answers. */
public final class Balancer {

    private final BrowserContext browser;
    private final String address;

    public Balancer(BrowserContext browser, Cluster cluster) {
        this.browser = browser;
        this.address = cluster.first().baseUrl().toString();
    }

    /** Has that node answer from now on. */
    public void sendTo(KeycloakNode node) {
        browser.unrouteAll();
        browser.route(
                url -> url.startsWith(address),
                route -> route.resume(to(node, route.request().url())));
    }

    private Route.ResumeOptions to(KeycloakNode node, String url) {
        return new Route.ResumeOptions().setUrl(node.baseUrl() + url.substring(address.length()));
    }
}
