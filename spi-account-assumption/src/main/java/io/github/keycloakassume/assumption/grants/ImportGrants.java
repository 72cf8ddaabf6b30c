package io.github.keycloakassume.assumption.grants;

import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.Effect;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantDecision;
import io.github.keycloakassume.assumption.model.GrantPeriod;
import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.model.GrantTerms;
import io.github.keycloakassume.assumption.model.GrantWish;
import io.github.keycloakassume.assumption.model.Owner;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.assumption.tenants.Sight;
import io.github.keycloakassume.assumption.tenants.Tenancies;
import io.github.keycloakassume.assumption.tenants.Wishes;
import io.github.keycloakassume.core.keycloak.KnownUsers;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.RatedAct;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.spi.ActorRates;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Somebody who may decide gives again what was exported: he decides on each as if he gave it by hand, except that a user's
 * own denial stays the user's, and an organization's the organization's. All of it is given, or nothing.
 */
public final class ImportGrants {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final GrantStore grants;

    public ImportGrants(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.grants = new GrantStore(session);
    }

    /**
     * A grant as it was exported.
     *
     * @param id a UUID, null for a new one
     * @param wish all but for how long
     * @param isOwnDenial whether it is a denial that the user had decided on himself
     * @param denyingOrganization id of the organization that had decided on it, of a denial alone
     * @param endsAt null when indefinite
     * @param isEnded whether it was over when it was exported
     */
    public record Copy(
            @Nullable String id,
            GrantWish wish,
            boolean isOwnDenial,
            @Nullable String denyingOrganization,
            @Nullable Instant endsAt,
            boolean isEnded) {}

    /**
     * What came of it.
     *
     * @param given the new grants
     * @param skipped how many were there already, or are over
     */
    public record Imported(List<Grant> given, int skipped) {}

    /**
     * Gives those that the realm does not have.
     *
     * @param skipEnded whether those that are over are left out, instead of refused
     * @throws RefusedException what giving one of them is refused for, with the index of that one as last parameter, after
     *     the trail has noted it; {@code ends-in-the-past} for one that is over
     */
    public Imported bring(Decider decider, List<Copy> copies, boolean skipEnded) {
        return new GrantTrail(session, realm).orRefused(decider.person(), () -> {
            requireFew(decider, copies);
            GiveGrant give = new GiveGrant(session, realm, clock);
            Instant now = clock.instant();
            List<Grant> given = new ArrayList<>();
            for (int index = 0; index < copies.size(); index++) {
                Copy copy = copies.get(index);
                String id = idOf(copy);
                boolean isOver = copy.isEnded()
                        || (copy.endsAt() != null && !copy.endsAt().isAfter(now));
                if (grants.find(realm.getId(), id).isEmpty() && !(isOver && skipEnded)) {
                    given.add(give(give, decider, copy, id, isOver, index));
                }
            }
            if (given.stream().anyMatch(grant -> grant.terms().effect() == Effect.DENY)) {
                session.getProvider(ImpersonationRegistry.class).reviewAll(realm.getId());
            }
            return new Imported(List.copyOf(given), copies.size() - given.size());
        });
    }

    /** Once for all of it: what a file gives counts afterwards. */
    private void requireFew(Decider decider, List<Copy> copies) {
        boolean onlyDenies = copies.stream()
                .allMatch(copy ->
                        Effect.DENY.wireName().equals(copy.wish().terms().effect()));
        if (!onlyDenies) {
            session.getProvider(ActorRates.class).require(realm.getId(), decider.person(), RatedAct.GRANT);
        }
    }

    /** An id that another realm of this server has stands for one of its own here, the same whenever it is imported. */
    private String idOf(Copy copy) {
        if (copy.id() == null) {
            return UUID.randomUUID().toString();
        }
        return grants.isOfOtherRealm(realm.getId(), copy.id())
                ? UUID.nameUUIDFromBytes((realm.getId() + " " + copy.id()).getBytes(StandardCharsets.UTF_8))
                        .toString()
                : copy.id();
    }

    private Grant give(GiveGrant give, Decider decider, Copy copy, String id, boolean isOver, int index) {
        try {
            if (isOver) {
                throw new RefusedException(GrantRefusal.ENDS_IN_THE_PAST);
            }
            Grant grant = grant(decider, copy, id);
            give.put(decider, grant);
            return grant;
        } catch (RefusedException refused) {
            throw new RefusedException(
                    refused.refusal(),
                    Stream.concat(refused.params().stream(), Stream.of(index)).toArray());
        }
    }

    /**
     * Who imports decides; but what others have denied stays theirs. Of grants that would be a way to speak for an
     * organization that has taken control.
     */
    private Owner ownerOf(Decider decider, Copy copy, Scope scope) {
        if (copy.isOwnDenial()) {
            return Owner.USER;
        }
        String organization = copy.denyingOrganization();
        return organization != null
                        && new Tenancies(session, realm)
                                .of(scope)
                                .organizations()
                                .contains(organization)
                ? Owner.organization(organization)
                : decider.owner();
    }

    private Grant grant(Decider decider, Copy copy, String id) {
        Wishes wishes = new Wishes(session, realm, Sight.of(decider));
        GrantWish wish = copy.wish();
        GrantTerms terms = wishes.terms(wish.terms());
        Scope scope = wishes.scope(wish.target());
        @Nullable Reason reason = Reason.isGiven(wish.reason()) ? Reason.parse(wish.reason()) : null;
        return Grant.given(
                id,
                realm.getId(),
                scope,
                terms,
                new GrantDecision(
                        reason,
                        decider.person(), // Else who imports could end what only the user may.
                        copy.isOwnDenial() ? user(scope) : decider.person(),
                        ownerOf(decider, copy, scope),
                        null),
                GrantPeriod.from(clock.instant(), copy.endsAt()));
    }

    private Person user(Scope scope) {
        return new KnownUsers(session, realm)
                .find(scope.targetId())
                .map(KnownUsers.Known::person)
                .orElseThrow(() -> new RefusedException(Refusal.USER_NOT_FOUND));
    }
}
