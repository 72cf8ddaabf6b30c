package io.github.keycloakassume.assumption.model;

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
 * @param grant the one grant that allows it
 * @param consents where the subject is in further organizations that have taken control, one grant of each: without them
 *     this grant lets no vendor in, so it does so no longer than they would
 */
public record Choice(Grant grant, List<Grant> consents) {

    public Choice {
        consents = List.copyOf(consents);
    }

    /** The same with each grant as it was read again. */
    public Choice as(List<Grant> now) {
        return new Choice(
                now.stream()
                        .filter(one -> one.id().equals(grant.id()))
                        .findFirst()
                        .orElseThrow(),
                now.stream().filter(one -> !one.id().equals(grant.id())).toList());
    }

    /** The latest end that all of them allow for what was asked for at that moment, null when none sets one. */
    public @Nullable Instant latestEnd(Instant requestedAt) {
        return all().map(one -> one.latestEnd(requestedAt))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** The ids of the consents. */
    public Set<String> consentIds() {
        return consents.stream().map(Grant::id).collect(Collectors.toUnmodifiableSet());
    }

    /** All of them. */
    public Stream<Grant> all() {
        return Stream.concat(Stream.of(grant), consents.stream());
    }
}
