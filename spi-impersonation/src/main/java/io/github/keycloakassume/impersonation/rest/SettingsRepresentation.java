package io.github.keycloakassume.impersonation.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import io.github.keycloakassume.impersonation.model.StepUp;
import io.github.keycloakassume.impersonation.store.SettingsStore.Versioned;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a realm, read and written whole. Lifespans are seconds.
 *
 * @param version what a change is based on; rises with each
 * @param stepUpMaxAge the oldest login of an impersonator that will do, absent for any
 * @param stepUpAcr the authentication context class that it must reach, absent for any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SettingsRepresentation(
        @JsonProperty("version") @Nullable Integer version,
        @JsonProperty("defaultLifespan") @Nullable Long defaultLifespan,
        @JsonProperty("longestLifespan") @Nullable Long longestLifespan,
        @JsonProperty("accessTokenLifespan") @Nullable Long accessTokenLifespan,
        @JsonProperty("stepUpMaxAge") @Nullable Long stepUpMaxAge,
        @JsonProperty("stepUpAcr") @Nullable String stepUpAcr) {

    static SettingsRepresentation of(Versioned versioned) {
        ImpersonationSettings settings = versioned.settings();
        Duration maxAge = settings.stepUp().maxAge();
        return new SettingsRepresentation(
                versioned.version(),
                settings.defaultLifespan().toSeconds(),
                settings.longestLifespan().toSeconds(),
                settings.accessTokenLifespan().toSeconds(),
                maxAge == null ? null : maxAge.toSeconds(),
                settings.stepUp().acr());
    }

    /**
     * The settings it says.
     *
     * @throws InvalidBodyException {@code invalid-field} for a lifespan that is absent
     */
    ImpersonationSettings toSettings() throws InvalidBodyException {
        return new ImpersonationSettings(
                required(defaultLifespan, "defaultLifespan"),
                required(longestLifespan, "longestLifespan"),
                required(accessTokenLifespan, "accessTokenLifespan"),
                new StepUp(stepUpMaxAge == null ? null : Duration.ofSeconds(stepUpMaxAge), stepUpAcr));
    }

    private static Duration required(@Nullable Long seconds, String field) throws InvalidBodyException {
        if (seconds == null) {
            throw new InvalidBodyException(400, "invalid-field", field);
        }
        return Duration.ofSeconds(seconds);
    }
}
