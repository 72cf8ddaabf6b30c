package io.github.keycloakassume.demo.sample;

import java.util.UUID;

/** A session of this application: a browser that logged in, and the tokens it has now. */
public record AppSession(String id, String clientId, Tokens tokens) {

    static AppSession begin(String clientId, Tokens tokens) {
        return new AppSession(UUID.randomUUID().toString(), clientId, tokens);
    }

    AppSession withTokens(Tokens refreshed) {
        return new AppSession(id, clientId, refreshed);
    }
}
