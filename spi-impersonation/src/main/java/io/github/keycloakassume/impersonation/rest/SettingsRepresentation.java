package io.github.keycloakassume.impersonation.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.core.keycloak.NamedClients;
import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import io.github.keycloakassume.impersonation.keycloak.ClientAuthenticators;
import io.github.keycloakassume.impersonation.model.Accountability;
import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import io.github.keycloakassume.impersonation.model.Notifications;
import io.github.keycloakassume.impersonation.model.Notify;
import io.github.keycloakassume.impersonation.model.OnBehalfOfRules;
import io.github.keycloakassume.impersonation.model.StepUp;
import io.github.keycloakassume.impersonation.model.StockImpersonation;
import io.github.keycloakassume.impersonation.store.SettingsStore.Versioned;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a realm, read and written whole. Lifespans are seconds.
 *
 * @param version what a change is based on; rises with each; an export has none
 * @param stepUpMaxAge the oldest login of an impersonator that will do, absent for any
 * @param stepUpAcr the authentication context class that it must reach, absent for any
 * @param ticketPattern what a ticket must match, absent for anything or nothing
 * @param trustedBrokers client ids, absent for none
 * @param onBehalfOfAuthenticators ids of client authenticators, empty for any; this one and the rates are left as they are where
 *     absent, so that what was written for a version that did not know them widens nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SettingsRepresentation(
        @JsonProperty("version") @Nullable Integer version,
        @JsonProperty("defaultLifespan") @Nullable Long defaultLifespan,
        @JsonProperty("longestLifespan") @Nullable Long longestLifespan,
        @JsonProperty("accessTokenLifespan") @Nullable Long accessTokenLifespan,
        @JsonProperty("defaultMode") @Nullable String defaultMode,
        @JsonProperty("reasonRequired") @Nullable Boolean reasonRequired,
        @JsonProperty("ticketPattern") @Nullable String ticketPattern,
        @JsonProperty("stepUpMaxAge") @Nullable Long stepUpMaxAge,
        @JsonProperty("stepUpAcr") @Nullable String stepUpAcr,
        @JsonProperty("notify") @Nullable String notifyOwn,
        @JsonProperty("notifyVendor") @Nullable String notifyVendor,
        @JsonProperty("stockImpersonation") @Nullable String stockImpersonation,
        @JsonProperty("trailRetentionDays") @Nullable Integer trailRetentionDays,
        @JsonProperty("trustedBrokers") @Nullable List<String> trustedBrokers,

        @JsonProperty(OnBehalfOfRules.AUTHENTICATORS) @Nullable
        List<String> onBehalfOfAuthenticators,

        @JsonProperty("onBehalfOfPerActorPerHour") @Nullable Integer onBehalfOfPerActorPerHour,

        @JsonProperty("onBehalfOfPerSubjectPerHour") @Nullable
        Integer onBehalfOfPerSubjectPerHour) {

    private static final String TRUSTED_BROKERS = "trustedBrokers";

    static SettingsRepresentation of(Versioned versioned, NamedClients clients) {
        return of(versioned.settings(), versioned.version(), clients);
    }

    /** The same for another realm or another day: without a version. */
    static SettingsRepresentation exported(ImpersonationSettings settings, NamedClients clients) {
        return of(settings, null, clients);
    }

    private static SettingsRepresentation of(
            ImpersonationSettings settings, @Nullable Integer version, NamedClients clients) {
        Duration maxAge = settings.stepUp().maxAge();
        return new SettingsRepresentation(
                version,
                settings.defaultLifespan().toSeconds(),
                settings.longestLifespan().toSeconds(),
                settings.accessTokenLifespan().toSeconds(),
                settings.defaultMode().wireName(),
                settings.accountability().reasonRequired(),
                settings.accountability().ticketPattern(),
                maxAge == null ? null : maxAge.toSeconds(),
                settings.stepUp().acr(),
                settings.notifications().own().wireName(),
                settings.notifications().vendor().wireName(),
                settings.stock().wireName(),
                Math.toIntExact(settings.trailRetention().toDays()),
                clients.clientIds(settings.trustedBrokers()),
                settings.onBehalfOf().serviceAccountAuthenticators().stream()
                        .sorted()
                        .toList(),
                settings.onBehalfOf().perActorPerHour(),
                settings.onBehalfOf().perSubjectPerHour());
    }

    /**
     * The settings it says.
     *
     * @param clients of the realm
     * @param authenticators of the server
     * @param before the settings as they stand
     * @throws InvalidBodyException {@code invalid-field} for one that is absent or has no such value
     * @throws RefusedException {@code setting-invalid} for one that is out of its range, and for unknown clients and
     *     client authenticators
     */
    ImpersonationSettings toSettings(
            NamedClients clients, ClientAuthenticators authenticators, ImpersonationSettings before)
            throws InvalidBodyException {
        return new ImpersonationSettings(
                Duration.ofSeconds(required(defaultLifespan, "defaultLifespan")),
                Duration.ofSeconds(required(longestLifespan, "longestLifespan")),
                Duration.ofSeconds(required(accessTokenLifespan, "accessTokenLifespan")),
                oneOf(defaultMode, Mode::ofWireName, "defaultMode"),
                new Accountability(required(reasonRequired, "reasonRequired"), ticketPattern),
                new StepUp(stepUpMaxAge == null ? null : Duration.ofSeconds(stepUpMaxAge), stepUpAcr),
                new Notifications(
                        oneOf(notifyOwn, Notify::ofWireName, "notify"),
                        oneOf(notifyVendor, Notify::ofWireName, "notifyVendor")),
                oneOf(stockImpersonation, StockImpersonation::ofWireName, "stockImpersonation"),
                Duration.ofDays(required(trailRetentionDays, "trailRetentionDays")),
                brokers(clients),
                onBehalfOf(authenticators, before.onBehalfOf()));
    }

    private OnBehalfOfRules onBehalfOf(ClientAuthenticators authenticators, OnBehalfOfRules before)
            throws InvalidBodyException {
        OnBehalfOfRules rules = new OnBehalfOfRules(
                onBehalfOfAuthenticators == null
                        ? before.serviceAccountAuthenticators()
                        : names(onBehalfOfAuthenticators, OnBehalfOfRules.AUTHENTICATORS),
                onBehalfOfPerActorPerHour == null ? before.perActorPerHour() : onBehalfOfPerActorPerHour,
                onBehalfOfPerSubjectPerHour == null ? before.perSubjectPerHour() : onBehalfOfPerSubjectPerHour);
        if (onBehalfOfAuthenticators != null && !authenticators.are(rules.serviceAccountAuthenticators())) {
            throw new RefusedException(Refusal.SETTING_INVALID, OnBehalfOfRules.AUTHENTICATORS);
        }
        return rules;
    }

    private static Set<String> names(List<String> written, String field) throws InvalidBodyException {
        if (written.stream().anyMatch(Objects::isNull)) {
            throw absent(field);
        }
        return Set.copyOf(written);
    }

    private Set<String> brokers(NamedClients clients) throws InvalidBodyException {
        Set<String> named = trustedBrokers == null ? Set.of() : names(trustedBrokers, TRUSTED_BROKERS);
        return clients.ids(named).orElseThrow(() -> new RefusedException(Refusal.SETTING_INVALID, TRUSTED_BROKERS));
    }

    private static <T> T oneOf(@Nullable String name, Function<String, Optional<T>> values, String field)
            throws InvalidBodyException {
        return values.apply(required(name, field)).orElseThrow(() -> absent(field));
    }

    private static <T> T required(@Nullable T value, String field) throws InvalidBodyException {
        if (value == null) {
            throw absent(field);
        }
        return value;
    }

    private static InvalidBodyException absent(String field) {
        return new InvalidBodyException(400, "invalid-field", field);
    }
}
