package io.github.keycloakassume.demo.sample;

import java.net.URI;

/** One appearance of the application: a client of its own, under a path of its own. The path ends with a slash. */
record Site(URI applicationUrl, String path, String clientId, String clientSecret, String title) {

    Site {
        if (!path.startsWith("/") || !path.endsWith("/")) {
            throw new IllegalArgumentException("A path starts and ends with a slash: " + path);
        }
    }

    /** The path of a page of this site. */
    String page(String name) {
        return path + name;
    }

    /** The address of a page of this site. */
    URI address(String name) {
        return URI.create(applicationUrl + page(name));
    }

    /** Cookies are shared by all ports of a host, hence with Keycloak and the other site: the name must be our own. */
    String sessionCookie() {
        return clientId + "-session";
    }

    /** Binds an answer of the identity provider to the browser that asked. */
    String loginCookie() {
        return clientId + "-login";
    }
}
