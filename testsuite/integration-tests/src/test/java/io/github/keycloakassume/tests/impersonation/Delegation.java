package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.HashMap;
import java.util.Map;

/** Keycloak's own delegation as of 26.8: a user's token with which another acts, made by a provider of the test bed. */
public record Delegation(RealmFixture realm, TestClient client) {

    /** A token of that user with which the actor acts, both logged in for it. */
    public String token(TestUser user, TestUser actor) {
        return token(own(user), own(actor));
    }

    String token(String subjectToken, String actorToken) {
        return exchange(Map.of("subject_token", subjectToken, "actor_token", actorToken))
                .accessToken();
    }

    String own(TestUser user) {
        return realm.tokens().password(client, user).accessToken();
    }

    TokenAnswer exchange(Map<String, String> tokens) {
        Map<String, String> parameters = new HashMap<>(Map.of(
                "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token",
                "actor_token_type", "urn:ietf:params:oauth:token-type:access_token"));
        parameters.putAll(tokens);
        return realm.tokens().token(client, parameters);
    }
}
