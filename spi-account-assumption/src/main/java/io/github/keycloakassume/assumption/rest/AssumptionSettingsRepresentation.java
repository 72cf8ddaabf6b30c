package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.assumption.model.AssumptionSettings;
import io.github.keycloakassume.assumption.model.Governs;
import io.github.keycloakassume.assumption.store.AssumptionSettingsStore.Versioned;
import io.github.keycloakassume.core.keycloak.NamedClients;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a realm, read and written whole.
 *
 * @param version what a change is based on; rises with each
 * @param governs {@code role}, {@code vendor} or {@code everyone}: who needs a grant
 * @param vendorIdentityProviders aliases
 * @param organizationAdminRole id of a role, absent for none
 * @param requestLapse seconds
 * @param trial the platform's to say: in a change it must be as it is, or absent
 * @param decidingClients client ids, absent for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AssumptionSettingsRepresentation(
        @JsonProperty("version") @Nullable Integer version,
        @JsonProperty("governs") @Nullable String governs,
        @JsonProperty("vendorIdentityProviders") @Nullable List<String> vendorIdentityProviders,
        @JsonProperty("organizationAdminRole") @Nullable String organizationAdminRole,
        @JsonProperty("requestLapse") @Nullable Long requestLapse,
        @JsonProperty("trial") @Nullable Boolean trial,
        @JsonProperty("decidingClients") @Nullable List<String> decidingClients) {

    private static final String DECIDING_CLIENTS = "decidingClients";

    private static final int LONGEST_ALIAS = 255;

    static AssumptionSettingsRepresentation of(Versioned versioned, NamedClients clients) {
        AssumptionSettings settings = versioned.settings();
        return new AssumptionSettingsRepresentation(
                versioned.version(),
                settings.governs().wireName(),
                settings.vendorIdentityProviders().stream().sorted().toList(),
                settings.organizationAdminRole(),
                settings.requestLapse().toSeconds(),
                settings.trial(),
                clients.clientIds(settings.decidingClients()));
    }

    /**
     * The settings it says.
     *
     * @param isTrial what they are as to that
     * @param clients of the realm
     * @throws InvalidBodyException {@code invalid-field} for one that is absent or has no such value
     * @throws RefusedException {@code setting-invalid} for one that is out of its range, and for unknown clients
     */
    AssumptionSettings toSettings(boolean isTrial, NamedClients clients) throws InvalidBodyException {
        return new AssumptionSettings(
                Optional.ofNullable(governs).flatMap(Governs::ofWireName).orElseThrow(() -> invalid("governs")),
                providers(),
                organizationAdminRole,
                Duration.ofSeconds(seconds()),
                trial == null ? isTrial : trial,
                deciding(clients));
    }

    private Set<String> providers() throws InvalidBodyException {
        if (vendorIdentityProviders == null
                || vendorIdentityProviders.stream()
                        .anyMatch(alias -> alias == null || alias.length() > LONGEST_ALIAS)) {
            throw invalid("vendorIdentityProviders");
        }
        return Set.copyOf(vendorIdentityProviders);
    }

    private Set<String> deciding(NamedClients clients) throws InvalidBodyException {
        List<String> named = decidingClients == null ? List.of() : decidingClients;
        if (named.stream().anyMatch(Objects::isNull)) {
            throw invalid(DECIDING_CLIENTS);
        }
        return clients.ids(named).orElseThrow(() -> new RefusedException(Refusal.SETTING_INVALID, DECIDING_CLIENTS));
    }

    private long seconds() throws InvalidBodyException {
        if (requestLapse == null || requestLapse < 0 || requestLapse > Integer.MAX_VALUE) {
            throw invalid("requestLapse");
        }
        return requestLapse;
    }

    private static InvalidBodyException invalid(String field) {
        return new InvalidBodyException(400, "invalid-field", field);
    }
}
