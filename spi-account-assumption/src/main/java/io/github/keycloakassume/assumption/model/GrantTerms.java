package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a grant allows, and to whom of the vendor.
 *
 * @param grantee who may act under it, null for every vendor
 * @param mode how far an impersonation under it may reach; full includes read-only
 * @param maxLifespan the longest single impersonation, a minute to a day, null when only the realm's settings limit it
 * @param maxConcurrent how many impersonations under it may run at once, null for any number
 * @param subjectRoles ids of roles of which a subject must hold at least one, none for whatever subject
 * @param allow what may be done under it
 */
public record GrantTerms(
        Effect effect,
        @Nullable Grantee grantee,
        Mode mode,
        @Nullable Duration maxLifespan,
        @Nullable Integer maxConcurrent,
        Set<String> subjectRoles,
        Set<AllowedAct> allow) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int MOST_AT_ONCE = 1_000;
    private static final int MOST_ROLES = 50;

    public GrantTerms {
        Objects.requireNonNull(effect, "effect");
        Objects.requireNonNull(mode, "mode");
        subjectRoles = Set.copyOf(subjectRoles);
        allow = Set.copyOf(allow);
        boolean allows = effect == Effect.ALLOW;
        require(allows || grantee == null, "grantee");
        require(allows || mode == Mode.FULL, "mode");
        require(maxLifespan == null || (allows && isLifespan(maxLifespan)), "maxLifespan");
        require(
                maxConcurrent == null || (allows && maxConcurrent >= 1 && maxConcurrent <= MOST_AT_ONCE),
                "maxConcurrent");
        require(subjectRoles.size() <= (allows ? MOST_ROLES : 0), "subjectRoles");
        require(allow.isEmpty() != allows, "allow");
    }

    /** Every vendor may impersonate whomever the scope reaches. */
    public static GrantTerms usual() {
        return new GrantTerms(Effect.ALLOW, null, Mode.FULL, null, null, Set.of(), Set.of(AllowedAct.IMPERSONATE));
    }

    /** Nobody may do anything: a denial has no terms. */
    public static GrantTerms denial() {
        return new GrantTerms(Effect.DENY, null, Mode.FULL, null, null, Set.of(), Set.of());
    }

    /** The same for subjects of these roles. */
    GrantTerms withSubjectRoles(Set<String> roles) {
        return new GrantTerms(effect, grantee, mode, maxLifespan, maxConcurrent, roles, allow);
    }

    /** Whether these allow nothing that the others do not. */
    public boolean isWithin(GrantTerms wider) {
        return fieldBeyond(wider).isEmpty();
    }

    /** The first field in which these allow what the others do not. */
    public Optional<String> fieldBeyond(GrantTerms wider) {
        if (effect != wider.effect) {
            return Optional.of("effect");
        }
        if (!Objects.equals(grantee, wider.grantee)) {
            return Optional.of("grantee");
        }
        if (!includes(wider.mode, mode)) {
            return Optional.of("mode");
        }
        if (!isNotMore(maxLifespan, wider.maxLifespan)) {
            return Optional.of("maxLifespan");
        }
        if (!isNotMore(maxConcurrent, wider.maxConcurrent)) {
            return Optional.of("maxConcurrent");
        }
        if (!isNarrower(subjectRoles, wider.subjectRoles)) {
            return Optional.of("subjectRoles");
        }
        return wider.allow.containsAll(allow) ? Optional.empty() : Optional.of("allow");
    }

    /** Whether one who may act in the one mode may in the other. */
    static boolean includes(Mode granted, Mode wanted) {
        return granted == Mode.FULL || wanted == Mode.READ_ONLY;
    }

    private static <T extends Comparable<T>> boolean isNotMore(@Nullable T limit, @Nullable T wider) {
        return wider == null || (limit != null && limit.compareTo(wider) <= 0);
    }

    private static boolean isNarrower(Set<String> roles, Set<String> wider) {
        return wider.isEmpty() || (!roles.isEmpty() && wider.containsAll(roles));
    }

    private static boolean isLifespan(Duration duration) {
        return duration.compareTo(SHORTEST) >= 0
                && duration.compareTo(LONGEST) <= 0
                && duration.equals(duration.truncatedTo(ChronoUnit.SECONDS));
    }

    private static void require(boolean good, String field) {
        if (!good) {
            throw new RefusedException(GrantRefusal.TERMS_INVALID, field);
        }
    }
}
