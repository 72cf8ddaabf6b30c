package io.github.keycloakassume.assumption.model;

import java.util.List;
import java.util.stream.Stream;

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

    /** All of them. */
    public Stream<Grant> all() {
        return Stream.concat(Stream.of(grant), consents.stream());
    }
}
