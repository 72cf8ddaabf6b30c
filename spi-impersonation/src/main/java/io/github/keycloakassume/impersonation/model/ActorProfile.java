package io.github.keycloakassume.impersonation.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What kind of actor acts: member {@code sub_profile} of {@code act} (draft-mcguinness-oauth-actor-profile-00, section
 * 3.4), with the values of draft-mora-oauth-entity-profiles-01.
 */
public enum ActorProfile {
    /** A natural person. */
    USER,
    /** A service, for example the service account of a client. */
    SERVICE;

    /** Name of the member. */
    public static final String MEMBER = "sub_profile";

    /** The value as it stands in tokens. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The profile of that value; empty for null and for values that this extension does not write. */
    public static Optional<ActorProfile> ofWireName(@Nullable String wireName) {
        return Stream.of(values())
                .filter(profile -> profile.wireName().equals(wireName))
                .findFirst();
    }
}
