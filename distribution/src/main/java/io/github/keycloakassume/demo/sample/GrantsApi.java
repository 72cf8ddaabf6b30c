package io.github.keycloakassume.demo.sample;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The calls that an application makes to offer "let the vendor in" to a tenant's administrator. */
final class GrantsApi {

    private final AdminResource grants;

    GrantsApi(URI keycloakUrl, String realm) {
        this.grants = new AdminResource(keycloakUrl, realm, "account-assumption/grants");
    }

    /** What lets the vendor in, until when. */
    record Grant(String id, Instant end) {

        private static Grant of(JsonNode json) {
            return new Grant(
                    json.path("id").asText(),
                    Instant.ofEpochMilli(json.path("endsAt").asLong()));
        }
    }

    /** Grants for the whole realm that are in force and end by themselves. */
    List<Grant> inForce(Tokens decider) throws OidcException {
        return StreamSupport.stream(
                        grants.get(decider, "state=active&scope=realm").spliterator(), false)
                .filter(grant -> grant.has("endsAt"))
                .map(Grant::of)
                .toList();
    }

    /** Lets the vendor in for a day. */
    void allowForADay(Tokens decider, String reason) throws OidcException {
        grants.post(decider, Map.of("scope", "realm", "duration", "P1D", "reason", reason));
    }

    /** Ends a grant, and all that runs under it. */
    void revoke(Tokens decider, String id) throws OidcException {
        grants.delete(decider, id);
    }
}
