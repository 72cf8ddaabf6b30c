package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a realm keeps account assumption.
 *
 * @param governs who needs a grant
 * @param vendorIdentityProviders aliases of the identity providers whose users are vendor, at most 50
 * @param organizationAdminRole id of the role whose holders decide for the organizations that they are members of, null
 *     when there is none
 * @param requestLapse how long a request waits for an answer, an hour to 30 days
 * @param trial whether the realm is a trial: always open to the vendor, and not switchable
 * @param decidingClients internal ids of the applications whose tokens decide in their user's name, beside the account
 *     console, at most 50. Ids, because a client id can be registered anew by another client
 */
public record AssumptionSettings(
        Governs governs,
        Set<String> vendorIdentityProviders,
        @Nullable String organizationAdminRole,
        Duration requestLapse,
        boolean trial,
        Set<String> decidingClients) {

    private static final int MOST_PROVIDERS = 50;
    private static final int MOST_CLIENTS = 50;
    private static final Duration SHORTEST_LAPSE = Duration.ofHours(1);
    private static final Duration LONGEST_LAPSE = Duration.ofDays(30);

    public AssumptionSettings {
        Objects.requireNonNull(governs, "governs");
        vendorIdentityProviders = Set.copyOf(vendorIdentityProviders);
        require(
                vendorIdentityProviders.size() <= MOST_PROVIDERS
                        && vendorIdentityProviders.stream().noneMatch(String::isBlank),
                "vendorIdentityProviders");
        require(organizationAdminRole == null || !organizationAdminRole.isBlank(), "organizationAdminRole");
        require(
                requestLapse.compareTo(SHORTEST_LAPSE) >= 0
                        && requestLapse.compareTo(LONGEST_LAPSE) <= 0
                        && requestLapse.equals(requestLapse.truncatedTo(ChronoUnit.SECONDS)),
                "requestLapse");
        decidingClients = Set.copyOf(decidingClients);
        require(decidingClients.size() <= MOST_CLIENTS, "decidingClients");
    }

    /** Only holders of {@code assume-accounts} need a grant, no provider is vendor's, requests wait 72 hours, no trial, no application decides. */
    public static AssumptionSettings defaults() {
        return new AssumptionSettings(Governs.ROLE, Set.of(), null, Duration.ofDays(3), false, Set.of());
    }

    /** When a request made at that moment lapses. */
    public Instant lapseOf(Instant requestedAt) {
        return requestedAt.plus(requestLapse);
    }

    /** The same after that role was removed: nobody decides for organizations by it. */
    public AssumptionSettings withoutRole(String roleId) {
        return roleId.equals(organizationAdminRole)
                ? new AssumptionSettings(governs, vendorIdentityProviders, null, requestLapse, trial, decidingClients)
                : this;
    }

    /** The same after that client was removed. */
    public AssumptionSettings withoutClient(String id) {
        Set<String> left = new TreeSet<>(decidingClients);
        return left.remove(id)
                ? new AssumptionSettings(
                        governs, vendorIdentityProviders, organizationAdminRole, requestLapse, trial, left)
                : this;
    }

    /** The same as a trial, or no longer as one. */
    public AssumptionSettings withTrial(boolean isTrial) {
        return new AssumptionSettings(
                governs, vendorIdentityProviders, organizationAdminRole, requestLapse, isTrial, decidingClients);
    }

    /**
     * Whether they differ from those before and only take away: more people need a grant, more providers are the vendor's, fewer
     * applications decide. That can be done but so often until something is widened again.
     */
    public boolean isOnlyNarrowerThan(AssumptionSettings before) {
        return !equals(before)
                && governs.compareTo(before.governs) >= 0
                && vendorIdentityProviders.containsAll(before.vendorIdentityProviders)
                && before.decidingClients.containsAll(decidingClients)
                && Objects.equals(organizationAdminRole, before.organizationAdminRole)
                && requestLapse.equals(before.requestLapse)
                && trial == before.trial;
    }

    /** What is different from those before, for the trail: {@code name: old → new}, one after the other. */
    public String changesFrom(AssumptionSettings before) {
        List<String> changes = new ArrayList<>();
        note(changes, "governs", before.governs.wireName(), governs.wireName());
        note(changes, "vendorIdentityProviders", before.sortedProviders(), sortedProviders());
        note(changes, "organizationAdminRole", before.organizationAdminRole, organizationAdminRole);
        note(changes, "requestLapse", before.requestLapse, requestLapse);
        note(changes, "trial", before.trial, trial);
        note(changes, "decidingClients", new TreeSet<>(before.decidingClients), new TreeSet<>(decidingClients));
        return String.join(", ", changes);
    }

    private TreeSet<String> sortedProviders() {
        return new TreeSet<>(vendorIdentityProviders);
    }

    private static void note(List<String> changes, String name, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            changes.add(name + ": " + (before == null ? "none" : before) + " → " + (after == null ? "none" : after));
        }
    }

    private static void require(boolean good, String name) {
        if (!good) {
            throw new RefusedException(Refusal.SETTING_INVALID, name);
        }
    }
}
