package io.github.keycloakassume.demo;

import io.github.keycloakassume.server.KeycloakServer;
import java.net.URI;

/** Where the parts of a running demo are. */
record Addresses(URI keycloak, URI application, URI tickets, URI mailbox, KeycloakServer server) {

    /** What the person at the terminal reads when everything runs. */
    String announcement() {
        return """

                Keycloak Assume is running.

                  Sample application   %2$s
                     with consent      %2$s/consent/
                  Keycloak             %1$s
                     realm console     %1$s/admin/acme/console/
                     all realms        %1$s/admin/   (user admin, password %5$s)
                     SAML login        %1$s/realms/acme/protocol/saml/clients/acme-saml
                  Ticket API           %6$s
                  Mailbox              %3$s
                  Keycloak's log       %4$s

                Users of the realm acme; the password is always: %5$s

                  agent   Sam Support, support agent: may become other users
                  alice   user, member of the organization Acme East
                  bob     user
                  tina    tenant administrator: decides about the vendor; the agent may not become her
                  carla   disabled user: no one may become her
                  vera    vendor's staff: may become users while tina lets her
                  admin   administrator of the realm acme

                What to try:

                  1. Open %2$s, press "Log in", and log in as agent.
                  2. Press "Support", enter alice and a reason, and press "Become this user".
                  3. Confirm. You see what alice sees; the bar at the top tells who you really are,
                     and so do the tokens ("act") at the bottom of the page.
                  4. Press "Back to my own view": you are agent again, without logging in.
                  5. Try tina or carla, or leave the reason empty.
                  6. In another browser, log in as vera: the vendor may not become alice yet. In a
                     third one, log in as tina, press "Access" and let the vendor in; now vera may.
                     Press "End it now": vera is out, and the mailbox has told tina of both.
                  7. Open a ticket for Alice by the API, as the agent. This terminal names both:

                     TOKEN=$(curl -s %1$s/realms/acme/protocol/openid-connect/token \\
                       -d grant_type=password -d client_id=acme-desk -d client_secret=acme-desk-secret \\
                       -d username=agent -d password=%5$s -d scope=impersonate \\
                       | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
                     curl %6$s -H "Authorization: Bearer $TOKEN" \\
                       -H 'X-On-Behalf-Of: alice@acme-east.example' -H 'Content-Type: application/json' \\
                       -d '{"ticket": {"subject": "Help!", "comment": {"body": "My printer is on fire!"}}}'

                Ctrl-C stops everything.
                """.formatted(keycloak, application, mailbox, server.log(), DemoRealm.PASSWORD, tickets);
    }
}
