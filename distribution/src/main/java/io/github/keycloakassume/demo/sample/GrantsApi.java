package io.github.keycloakassume.demo.sample;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The calls that an application makes to offer "let the vendor in" to a tenant's administrator. */
final class GrantsApi {

    private final AdminResource grants;

    GrantsApi(URI keycloakUrl, String realm) {
        this.grants = new AdminResource(keycloakUrl, realm, "account-assumption/grants");
    }

    /** What lets the vendor in, until when; until further notice without an end. */
    record Grant(String id, Optional<Instant> end) {

        private static Grant of(JsonNode json) {
            return new Grant(
                    json.path("id").asText(),
                    Optional.of(json.path("endsAt"))
                            .filter(JsonNode::isNumber)
                            .map(JsonNode::asLong)
                            .map(Instant::ofEpochMilli));
        }
    }

    /** Grants for the whole realm that are in force. */
    List<Grant> inForce(Tokens decider) throws OidcException {
        return StreamSupport.stream(
                        grants.get(decider, "state=active&scope=realm").spliterator(), false)
                .map(Grant::of)
                .toList();
    }

    /** Lets the vendor in for a day. */
    void allowForADay(Tokens decider, String reason) throws OidcException {
        grants.post(decider, Map.of("scope", "realm", "duration", "P1D", "reason", reason));
    }

    /** Ends a grant, and all that runs under it. */
    void revoke(Tokens decider, UUID id) throws OidcException {
        grants.delete(decider, id);
    }
}
