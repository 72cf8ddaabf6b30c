package io.github.keycloakassume.impersonation.model;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What tells an impersonated user session from any other. It lives in the session's notes, which are loaded with the
 * session, so reading it costs no query.
 *
 * @param impersonationId id of the impersonation
 * @param mode how far it reaches
 * @param grant what it rests on ({@link Basis}), null when on nothing but rights
 * @param endsAt its hard end, to the second
 * @param actor the real person
 * @param impersonatorSessionId the user session to come back to, in the realm of the real person
 * @param revertSecretHash SHA-256 of the secret that the browser that started it holds
 */
public record ImpersonationMark(
        String impersonationId,
        Mode mode,
        @Nullable String grant,
        Instant endsAt,
        Actor actor,
        String impersonatorSessionId,
        String revertSecretHash) {

    /** Name of the claim that tells our sessions from other delegation. */
    public static final String IMPERSONATION_CLAIM = "impersonation";

    /** Name of the actor claim (RFC 8693 section 4.1). */
    public static final String ACT_CLAIM = "act";

    /** Member of the impersonation claim that says when it ends, seconds since the epoch. */
    public static final String END_MEMBER = "exp";

    private static final String ID = "assume.impersonation";
    private static final String MODE = "assume.mode";
    private static final String GRANT = "assume.grant";
    private static final String ENDS_AT = "assume.ends-at";
    private static final String ACTOR_REALM = "assume.actor.realm";
    private static final String ACTOR_ID = "assume.actor.id";
    private static final String ACTOR_NAME = "assume.actor.username";
    private static final String ACTOR_ISSUER = "assume.actor.issuer";
    private static final String ACTOR_SESSION = "assume.actor.session";
    private static final String REVERT_SECRET_HASH = "assume.revert-secret-hash";

    /**
     * The mark in a session's notes, empty when the session is nobody's impersonation.
     *
     * @throws IllegalStateException when only a part of it is there: such a session is not to be trusted
     */
    public static Optional<ImpersonationMark> in(Function<String, @Nullable String> notes) {
        String id = notes.apply(ID);
        if (id == null) {
            return Optional.empty();
        }
        Person person =
                new Person(required(notes, ACTOR_REALM), required(notes, ACTOR_ID), required(notes, ACTOR_NAME));
        return Optional.of(new ImpersonationMark(
                id,
                Mode.ofWireName(required(notes, MODE)).orElseThrow(() -> new IllegalStateException("unknown mode")),
                notes.apply(GRANT),
                Instant.ofEpochSecond(Long.parseLong(required(notes, ENDS_AT))),
                new Actor(person, required(notes, ACTOR_ISSUER)),
                required(notes, ACTOR_SESSION),
                required(notes, REVERT_SECRET_HASH)));
    }

    /** The notes that carry this mark. */
    public Map<String, String> toNotes() {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(ID, impersonationId);
        notes.put(MODE, mode.wireName());
        if (grant != null) {
            notes.put(GRANT, grant);
        }
        notes.put(ENDS_AT, Long.toString(endsAt.getEpochSecond()));
        notes.put(ACTOR_REALM, actor.person().realmId());
        notes.put(ACTOR_ID, actor.person().userId());
        notes.put(ACTOR_NAME, actor.person().username());
        notes.put(ACTOR_ISSUER, actor.issuer());
        notes.put(ACTOR_SESSION, impersonatorSessionId);
        notes.put(REVERT_SECRET_HASH, revertSecretHash);
        return notes;
    }

    /** The same with another end. */
    public ImpersonationMark until(Instant end) {
        return new ImpersonationMark(impersonationId, mode, grant, end, actor, impersonatorSessionId, revertSecretHash);
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
        claim.put("id", impersonationId);
        claim.put("mode", mode.wireName());
        claim.put(END_MEMBER, endsAt.getEpochSecond());
        if (grant != null) {
            claim.put("grant", grant);
        }
        return claim;
    }

    private static String required(Function<String, @Nullable String> notes, String name) {
        String value = notes.apply(name);
        if (value == null) {
            throw new IllegalStateException("impersonated session without note " + name);
        }
        return value;
    }
}
