package io.github.keycloakassume.demo.sample;

import java.net.URI;
import java.util.Map;

/** The one call that an application makes to offer "become this user" to support staff. */
final class ImpersonationApi {

    private final AdminResource sessions;

    ImpersonationApi(URI keycloakUrl, String realm) {
        this.sessions = new AdminResource(keycloakUrl, realm, "impersonation/sessions");
    }

    /**
     * Asks for an impersonation and gives the address to send the impersonator's browser to.
     *
     * @throws OidcException with the server's reason when it is refused
     */
    URI start(Tokens impersonator, String user, String reason, String clientId, URI landing) throws OidcException {
        Map<String, String> wanted =
                Map.of("user", user, "reason", reason, "client", clientId, "redirectUri", landing.toString());
        return URI.create(sessions.post(impersonator, wanted).path("startUrl").asText());
    }
}
