package io.github.keycloakassume.impersonation.model;

import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import java.util.Set;

/**
 * What a realm demands of the on-behalf-of token exchange beyond what it demands of every impersonation. Rates count new
 * impersonations: an exchange that goes on with one that runs is none.
 *
 * @param serviceAccountAuthenticators ids of Keycloak's client authenticators, for example {@code client-jwt}: the client
 *     of an actor that is a service account must be set to authenticate by one of these, which stands for the step-up of persons;
 *     empty: by any; at most 20 of at most 90 characters
 * @param perActorPerHour how many impersonations one actor may begin in an hour by exchange, 1 to 100,000
 * @param perSubjectPerHour how many may be begun in an hour by exchange of one subject, by all actors together, 1 to 100,000
 */
public record OnBehalfOfRules(Set<String> serviceAccountAuthenticators, int perActorPerHour, int perSubjectPerHour) {

    /** The name of the setting, where it is read, written and refused. */
    public static final String AUTHENTICATORS = "onBehalfOfAuthenticators";

    private static final int MOST_AUTHENTICATORS = 20;
    private static final int LONGEST_ID = 90;
    private static final int LARGEST_RATE = 100_000;

    public OnBehalfOfRules {
        serviceAccountAuthenticators = Set.copyOf(serviceAccountAuthenticators);
        require(
                serviceAccountAuthenticators.size() <= MOST_AUTHENTICATORS
                        && serviceAccountAuthenticators.stream().allMatch(OnBehalfOfRules::isId),
                AUTHENTICATORS);
        require(perActorPerHour >= 1 && perActorPerHour <= LARGEST_RATE, "onBehalfOfPerActorPerHour");
        require(perSubjectPerHour >= 1 && perSubjectPerHour <= LARGEST_RATE, "onBehalfOfPerSubjectPerHour");
    }

    /** Any client authentication, 1,000 impersonations an hour for one actor, 60 of one subject. */
    public static OnBehalfOfRules defaults() {
        return new OnBehalfOfRules(Set.of(), 1_000, 60);
    }

    /**
     * Whether a service account may act whose client authenticates so.
     *
     * @param authenticator id of the client authenticator
     */
    public boolean accepts(String authenticator) {
        return serviceAccountAuthenticators.isEmpty() || serviceAccountAuthenticators.contains(authenticator);
    }

    private static boolean isId(String id) {
        return !id.isBlank() && id.length() <= LONGEST_ID && id.chars().noneMatch(Character::isISOControl);
    }

    private static void require(boolean good, String name) {
        if (!good) {
            throw new RefusedException(Refusal.SETTING_INVALID, name);
        }
    }
}
