package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.impersonation.model.Basis;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an act rests on.
 *
 * @param grant the one grant that allows it, null where it rests on a trial
 * @param consents where the subject is in further organizations that have taken control, one grant of each: without them
 *     this grant, or the trial, lets no vendor in, so it does so no longer than they would
 */
public record Choice(@Nullable Grant grant, List<Grant> consents) {

    public Choice {
        consents = List.copyOf(consents);
    }

    /** One that rests on a trial. */
    public static Choice ofTrial(List<Grant> consents) {
        return new Choice(null, consents);
    }

    /**
     * The same with each grant as it was read again.
     *
     * @param now all of them, in whatever order
     */
    public Choice as(List<Grant> now) {
        return new Choice(
                now.stream().filter(this::isGrant).findFirst().orElse(null),
                now.stream().filter(one -> !isGrant(one)).toList());
    }

    private boolean isGrant(Grant one) {
        return grant != null && one.id().equals(grant.id());
    }

    /** The same for the records: with the latest end that all of them allow for what was asked for at that moment. */
    public Basis basis(Instant requestedAt) {
        return new Basis(grant == null ? Basis.TRIAL : grant.id(), latestEnd(requestedAt), consentIds());
    }

    private @Nullable Instant latestEnd(Instant requestedAt) {
        return all().map(one -> one.latestEnd(requestedAt))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private Set<String> consentIds() {
        return consents.stream().map(Grant::id).collect(Collectors.toUnmodifiableSet());
    }

    /** All of them. */
    public Stream<Grant> all() {
        return Stream.concat(Stream.ofNullable(grant), consents.stream());
    }
}
