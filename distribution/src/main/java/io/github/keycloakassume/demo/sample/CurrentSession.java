package io.github.keycloakassume.demo.sample;

import io.github.keycloakassume.demo.web.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds the session of a browser and keeps its tokens fresh. */
final class CurrentSession {

    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Site site;
    private final OidcClient oidc;
    private final AppSessions sessions;

    CurrentSession(Site site, OidcClient oidc, AppSessions sessions) {
        this.site = site;
        this.oidc = oidc;
        this.sessions = sessions;
    }

    /** The session as it is, whatever became of its tokens. */
    Optional<AppSession> find(Request request) {
        return request.cookie(site.sessionCookie())
                .flatMap(sessions::find)
                .filter(session -> session.clientId().equals(site.clientId()));
    }

    /** The session with tokens that can be used; one that the identity provider has ended is ended here, too. */
    Optional<AppSession> findUsable(Request request) {
        return find(request).flatMap(session -> mustRefresh(session) ? refresh(session) : Optional.of(session));
    }

    /** The session with new tokens, or nothing when the identity provider gives none any more. */
    Optional<AppSession> refresh(AppSession session) {
        try {
            AppSession refreshed = session.withTokens(oidc.refresh(session.tokens()));
            sessions.update(refreshed);
            return Optional.of(refreshed);
        } catch (OidcException refused) {
            sessions.end(ended -> ended.id().equals(session.id()));
            return Optional.empty();
        }
    }

    private static boolean mustRefresh(AppSession session) {
        return !session.tokens().accessTokenEnd().minus(MARGIN).isAfter(Instant.now());
    }
}
