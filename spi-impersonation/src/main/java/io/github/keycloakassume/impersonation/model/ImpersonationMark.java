package io.github.keycloakassume.impersonation.model;

import io.github.keycloakassume.core.model.Mode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What tokens, pages and decisions need of the impersonation that a user session belongs to. It comes from the record; the
 * session itself carries only a note that points there.
 *
 * @param impersonationId id of the impersonation
 * @param mode how far it reaches
 * @param grant what it rests on ({@link Basis}), null when on nothing but rights
 * @param endsAt its hard end, to the second
 * @param actor the real person
 * @param impersonatorSessionId the user session to come back to, in the realm of the real person
 * @param revertSecretHash SHA-256 of the secret that the browser that started it holds, null when there is no way back
 * @param via by what it has come about
 */
public record ImpersonationMark(
        String impersonationId,
        Mode mode,
        @Nullable String grant,
        Instant endsAt,
        Actor actor,
        String impersonatorSessionId,
        @Nullable String revertSecretHash,
        Via via) {

    /** Member of the impersonation claim that says when it ends, seconds since the epoch. */
    public static final String END_MEMBER = "exp";

    /** Member of the claim {@code impersonation} that has its id. */
    public static final String ID_MEMBER = "id";

    /** Name of the session note that points to the record. */
    public static final String NOTE = "assume.impersonation";

    /**
     * The mark of an impersonation that has started. One that has ended is over from then on, whatever its time box said.
     *
     * @param issuer issuer of the impersonator's realm
     * @throws IllegalArgumentException when it has not started
     */
    public static ImpersonationMark of(Impersonation recorded, String issuer) {
        Impersonation.Start start = recorded.start();
        if (start == null) {
            throw new IllegalArgumentException("impersonation " + recorded.id() + " has not started");
        }
        Impersonation.End end = recorded.end();
        Instant endsAt = end != null && end.at().isBefore(recorded.endsAt()) ? end.at() : recorded.endsAt();
        return new ImpersonationMark(
                recorded.id(),
                recorded.mode(),
                recorded.grant(),
                endsAt.truncatedTo(ChronoUnit.SECONDS),
                new Actor(recorded.impersonator(), issuer, recorded.via().actor()),
                start.impersonatorSessionId(),
                start.revertSecretHash(),
                recorded.via());
    }

    /** Whether the time box is closed: from its end on, to the second. */
    public boolean isOver(Instant now) {
        return !now.isBefore(endsAt);
    }

    /**
     * The latest moment a token may be valid until: never past the end of the impersonation, and never
     * longer than its lifespan while impersonating. One second before the end, because Keycloak accepts a token in the
     * second of its {@code exp} too ({@code JsonWebToken.isExpired}; RFC 7519 section 4.1.4 would not).
     *
     * @param expiry what Keycloak would give it, seconds since the epoch; null or 0 for never
     * @param issuedAt when it was issued
     * @param longest longest lifespan of this kind of token, null when only the end counts
     */
    public long capExpiry(@Nullable Long expiry, Instant issuedAt, @Nullable Duration longest) {
        long end = endsAt.getEpochSecond() - 1;
        if (longest != null) {
            end = Math.min(end, issuedAt.plus(longest).getEpochSecond());
        }
        return expiry == null || expiry == 0 ? end : Math.min(expiry, end);
    }

    /** The {@code impersonation} claim. */
    public Map<String, Object> impersonationClaim() {
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put(ID_MEMBER, impersonationId);
        claim.put("mode", mode.wireName());
        claim.put(END_MEMBER, endsAt.getEpochSecond());
        if (grant != null) {
            claim.put("grant", grant);
        }
        return claim;
    }
}
