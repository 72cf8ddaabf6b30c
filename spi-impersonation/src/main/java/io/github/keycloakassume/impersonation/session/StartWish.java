package io.github.keycloakassume.impersonation.session;

import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for, as he wrote it; nothing of it is trusted yet.
 *
 * @param user id, username or e-mail of the subject
 * @param reason why
 * @param ticket reference into his ticket system
 * @param lifespan how long, in seconds
 * @param mode wire name of the mode
 * @param client client id of the application to land in
 * @param grant id of the grant it is to rest on
 * @param redirectUri address to land on, one of that client's redirect URIs
 */
public record StartWish(
        @Nullable String user,
        @Nullable String reason,
        @Nullable String ticket,
        @Nullable Long lifespan,
        @Nullable String mode,
        @Nullable String client,
        @Nullable String redirectUri,
        @Nullable String grant) {}
