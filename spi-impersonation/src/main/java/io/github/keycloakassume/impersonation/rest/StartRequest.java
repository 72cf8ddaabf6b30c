package io.github.keycloakassume.impersonation.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import io.github.keycloakassume.impersonation.model.Basis;
import io.github.keycloakassume.impersonation.session.StartWish;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST sessions}. */
record StartRequest(
        @JsonProperty("user") @Nullable String user,
        @JsonProperty("reason") @Nullable String reason,
        @JsonProperty("ticket") @Nullable String ticket,
        @JsonProperty("lifespan") @Nullable Long lifespan,
        @JsonProperty("mode") @Nullable String mode,
        @JsonProperty("client") @Nullable String client,
        @JsonProperty("redirectUri") @Nullable String redirectUri,
        @JsonProperty("grant") @Nullable String grant) {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_URI = 2_000;

    /**
     * What it asks for.
     *
     * @throws InvalidBodyException {@code invalid-field} for what no column could hold
     */
    StartWish toWish() throws InvalidBodyException {
        requireAtMost(user, LONGEST_NAME, "user");
        requireAtMost(client, LONGEST_NAME, "client");
        requireAtMost(ticket, LONGEST_NAME, "ticket");
        requireAtMost(grant, Basis.LONGEST, "grant");
        requireAtMost(redirectUri, LONGEST_URI, "redirectUri");
        return new StartWish(user, reason, ticket, lifespan, mode, client, redirectUri, grant);
    }

    private static void requireAtMost(@Nullable String text, int longest, String field) throws InvalidBodyException {
        if (text != null && (text.length() > longest || text.chars().anyMatch(Character::isISOControl))) {
            throw new InvalidBodyException(400, "invalid-field", field);
        }
    }
}
