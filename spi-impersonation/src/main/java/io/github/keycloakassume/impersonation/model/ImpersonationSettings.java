package io.github.keycloakassume.impersonation.model;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a realm allows of impersonations.
 *
 * @param defaultLifespan how long an impersonation lasts when nobody says otherwise
 * @param longestLifespan the longest anybody may ask for, extensions included, at most 31 days
 * @param accessTokenLifespan how long access tokens live while impersonating, at most 300 s, because resource servers
 *     that only validate JWTs learn of an end no sooner
 * @param defaultMode how far an impersonation reaches when nobody says otherwise
 * @param accountability what an impersonator has to say for himself
 * @param stepUp how good the login of an impersonator must be
 * @param notifications of what subjects are told by mail
 * @param stock what becomes of Keycloak's own ways to impersonate
 * @param trailRetention how long the trail is kept, in whole days, 30 to 3,660: whoever manages a realm and impersonates
 *     in it shall not see his traces gone tomorrow
 * @param trustedBrokers internal ids of the clients by which other Keycloak servers or realms log users in here, and which
 *     impersonated users may enter, at most 50. Ids, because a client id can be registered anew by another client
 * @param onBehalfOf what is demanded of the on-behalf-of token exchange beyond all that
 */
public record ImpersonationSettings(
        Duration defaultLifespan,
        Duration longestLifespan,
        Duration accessTokenLifespan,
        Mode defaultMode,
        Accountability accountability,
        StepUp stepUp,
        Notifications notifications,
        StockImpersonation stock,
        Duration trailRetention,
        Set<String> trustedBrokers,
        OnBehalfOfRules onBehalfOf) {

    private static final Duration LONGEST_ACCESS_TOKEN = Duration.ofMinutes(5);
    /** The longest that any realm may allow. */
    public static final Duration LONGEST = Duration.ofDays(31);

    private static final int FEWEST_DAYS = 30;
    private static final int MOST_DAYS = 3_660;
    private static final int MOST_BROKERS = 50;

    public ImpersonationSettings {
        requirePositive(defaultLifespan, "defaultLifespan");
        requirePositive(accessTokenLifespan, "accessTokenLifespan");
        require(longestLifespan.compareTo(defaultLifespan) >= 0, "longestLifespan");
        require(longestLifespan.compareTo(LONGEST) <= 0, "longestLifespan");
        require(accessTokenLifespan.compareTo(LONGEST_ACCESS_TOKEN) <= 0, "accessTokenLifespan");
        Objects.requireNonNull(defaultMode, "defaultMode");
        Objects.requireNonNull(accountability, "accountability");
        Objects.requireNonNull(stepUp, "stepUp");
        Objects.requireNonNull(notifications, "notifications");
        Objects.requireNonNull(stock, "stock");
        require(isWholeDays(trailRetention), "trailRetentionDays");
        trustedBrokers = Set.copyOf(trustedBrokers);
        require(trustedBrokers.size() <= MOST_BROKERS, "trustedBrokers");
        Objects.requireNonNull(onBehalfOf, "onBehalfOf");
    }

    /**
     * 30 minutes, at most an hour, access tokens of a minute, a reason needed, whatever login, vendors' subjects told,
     * Keycloak's own button adopted, 400 days of trail, no other Keycloak entered, exchanges as {@link OnBehalfOfRules#defaults}.
     */
    public static ImpersonationSettings defaults() {
        return new ImpersonationSettings(
                Duration.ofMinutes(30),
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                Mode.FULL,
                Accountability.REASON,
                StepUp.NONE,
                new Notifications(Notify.NEVER, Notify.BOTH),
                StockImpersonation.ADOPT,
                Duration.ofDays(400),
                Set.of(),
                OnBehalfOfRules.defaults());
    }

    /**
     * The lifespan an impersonation gets.
     *
     * @param seconds what was asked for, null for the default
     * @throws RefusedException {@code lifespan-out-of-range} unless between 1 and the longest lifespan
     */
    public Duration lifespan(@Nullable Long seconds) {
        if (seconds == null) {
            return defaultLifespan;
        }
        if (seconds < 1 || seconds > longestLifespan.toSeconds()) {
            throw new RefusedException(ImpersonationRefusal.LIFESPAN_OUT_OF_RANGE, 1, longestLifespan.toSeconds());
        }
        return Duration.ofSeconds(seconds);
    }

    /**
     * The mode an impersonation gets.
     *
     * @param wireName what was asked for, null for the default
     * @throws RefusedException {@code mode-not-available} when there is no such mode
     */
    public Mode mode(@Nullable String wireName) {
        return knownMode(wireName).orElseThrow(() -> new RefusedException(Refusal.MODE_NOT_AVAILABLE));
    }

    /** The same, empty when there is no such mode. */
    public Optional<Mode> knownMode(@Nullable String wireName) {
        return wireName == null ? Optional.of(defaultMode) : Mode.ofWireName(wireName);
    }

    /** The last moment an impersonation may last until, extensions included. */
    public Instant latestEnd(Instant requestedAt) {
        return requestedAt.plus(longestLifespan);
    }

    /** Of the trail, what was before that moment is no longer kept. */
    public Instant trailKeptSince(Instant now) {
        return now.minus(trailRetention);
    }

    /**
     * The new end of an impersonation that is to last for so long from now on.
     *
     * @param seconds from now, null when nobody said
     * @throws RefusedException {@code lifespan-out-of-range} unless that is later than its end, and not later than the
     *     longest lifespan allows
     */
    public Instant extendedEnd(Impersonation running, Instant now, @Nullable Long seconds) {
        Instant latest = latestEnd(running.requestedAt());
        long least = Duration.between(now, running.endsAt()).toSeconds() + 1;
        long most = Duration.between(now, latest).toSeconds();
        if (seconds == null || seconds < least || seconds > most) {
            throw new RefusedException(ImpersonationRefusal.LIFESPAN_OUT_OF_RANGE, least, most);
        }
        return now.plusSeconds(seconds);
    }

    /** The same after that client was removed. */
    public ImpersonationSettings withoutClient(String id) {
        Set<String> left = new TreeSet<>(trustedBrokers);
        return left.remove(id)
                ? new ImpersonationSettings(
                        defaultLifespan,
                        longestLifespan,
                        accessTokenLifespan,
                        defaultMode,
                        accountability,
                        stepUp,
                        notifications,
                        stock,
                        trailRetention,
                        left,
                        onBehalfOf)
                : this;
    }

    /** What is different from those before, for the trail: {@code name: old → new}, one after the other. */
    public String changesFrom(ImpersonationSettings before) {
        List<String> changes = new ArrayList<>();
        note(changes, "defaultLifespan", before.defaultLifespan, defaultLifespan);
        note(changes, "longestLifespan", before.longestLifespan, longestLifespan);
        note(changes, "accessTokenLifespan", before.accessTokenLifespan, accessTokenLifespan);
        note(changes, "defaultMode", before.defaultMode, defaultMode);
        note(changes, "reasonRequired", before.accountability.reasonRequired(), accountability.reasonRequired());
        note(changes, "ticketPattern", before.accountability.ticketPattern(), accountability.ticketPattern());
        note(changes, "stepUpMaxAge", before.stepUp.maxAge(), stepUp.maxAge());
        note(changes, "stepUpAcr", before.stepUp.acr(), stepUp.acr());
        note(changes, "notify", before.notifications.own(), notifications.own());
        note(changes, "notifyVendor", before.notifications.vendor(), notifications.vendor());
        note(changes, "stockImpersonation", before.stock, stock);
        note(changes, "trailRetention", before.trailRetention, trailRetention);
        note(changes, "trustedBrokers", new TreeSet<>(before.trustedBrokers), new TreeSet<>(trustedBrokers));
        note(
                changes,
                OnBehalfOfRules.AUTHENTICATORS,
                new TreeSet<>(before.onBehalfOf.serviceAccountAuthenticators()),
                new TreeSet<>(onBehalfOf.serviceAccountAuthenticators()));
        note(changes, "onBehalfOfPerActorPerHour", before.onBehalfOf.perActorPerHour(), onBehalfOf.perActorPerHour());
        note(
                changes,
                "onBehalfOfPerSubjectPerHour",
                before.onBehalfOf.perSubjectPerHour(),
                onBehalfOf.perSubjectPerHour());
        return String.join(", ", changes);
    }

    private static void note(List<String> changes, String name, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changes.add(name + ": " + (before == null ? "none" : before) + " → " + (after == null ? "none" : after));
        }
    }

    private static boolean isWholeDays(Duration duration) {
        return duration.equals(Duration.ofDays(duration.toDays()))
                && duration.toDays() >= FEWEST_DAYS
                && duration.toDays() <= MOST_DAYS;
    }

    private static void requirePositive(Duration duration, String name) {
        require(!duration.isNegative() && !duration.isZero(), name);
    }

    private static void require(boolean good, String name) {
        if (!good) {
            throw new RefusedException(Refusal.SETTING_INVALID, name);
        }
    }
}
