package io.github.keycloakassume.impersonation.roles;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.github.keycloakassume.impersonation.keycloak.RoleEdge;
import io.github.keycloakassume.impersonation.model.KnownRole;
import io.github.keycloakassume.impersonation.model.RoleChange;
import io.github.keycloakassume.impersonation.model.RoleGiver;
import io.github.keycloakassume.impersonation.model.RoleHolding;
import io.github.keycloakassume.impersonation.store.OldValue;
import io.github.keycloakassume.impersonation.store.OldValue.Field;
import io.github.keycloakassume.impersonation.store.WriteTransaction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares, for one transaction, who passed our roles on before it touched that and who does right before it commits. What
 * the writer may not give or take is refused, and rolled back with all the rest.
 */
final class RoleWatch {

    private final WriteTransaction transaction;
    private final Doer doer;
    private final Map<String, Before> before = new HashMap<>();
    private final OldPlaces places = new OldPlaces();
    private final Set<String> removedRoles = new HashSet<>();
    private boolean looking;
    private boolean open;

    /** How a realm was before the first touch: what the writer might give, and, unless that is all, what was held. */
    private record Before(RoleGiver giver, Set<RoleHolding> holdings) {}

    RoleWatch(WriteTransaction transaction, Doer doer) {
        this.transaction = transaction;
        this.doer = doer;
    }

    /** An entity is about to be created or removed by which somebody in that realm gets or loses roles. */
    void touches(String realmId, Object entity, boolean removed) {
        touches(realmId);
        if (removed) {
            RoleEdge.role(entity).ifPresent(removedRoles::add);
        }
    }

    /**
     * One statement is about to change many rows, and Hibernate does not say of which realm: of the one that the work is
     * about, and those whose roles and groups are loaded, as Keycloak's own statements name one.
     */
    void touchesMany() {
        Stream.concat(
                        doer.realmOfContext().stream(),
                        transaction.loaded().stream()
                                .map(RoleEdge::realmOfHolder)
                                .flatMap(Optional::stream))
                .distinct()
                .forEach(this::touches);
    }

    /** A value is being changed by which somebody may get or lose roles. */
    void changes(OldValue old) {
        places.remember(old);
        open = true;
    }

    /**
     * Refuses what the writer may not do; looks only where something was touched since it last looked.
     *
     * @throws RuntimeException the refusal
     */
    void check() {
        if (open && !doer.isOperator()) {
            open = false;
            look(this::checkAll);
        }
    }

    private void touches(String realmId) {
        open = true;
        if (!looking && !before.containsKey(realmId) && !doer.isOperator()) {
            look(() -> before.put(realmId, before(realmId)));
        }
    }

    /** Its own questions are no touch. */
    private void look(Runnable look) {
        looking = true;
        try {
            transaction.asItIs(() -> {
                look.run();
                return looking;
            });
        } finally {
            looking = false;
        }
    }

    private Before before(String realmId) {
        RoleGiver giver = doer.giver(realmId, Set.of());
        return new Before(giver, giver.realmAdmin() ? Set.of() : holdings(realmId, places));
    }

    private void checkAll() {
        Map<String, List<KnownRole>> gone = goneRoles();
        Stream.of(before.keySet(), places.realms(), gone.keySet())
                .flatMap(Set::stream)
                .distinct()
                .filter(transaction.tables()::realmExists)
                .forEach(realmId -> check(realmId, gone.containsKey(realmId)));
    }

    private void check(String realmId, boolean takesOurs) {
        Before was = before.get(realmId);
        if (was != null && was.giver().realmAdmin()) {
            return;
        }
        RoleChange change = new RoleChange(
                was == null ? holdings(realmId, places) : was.holdings(), holdings(realmId, OldPlaces.none()));
        Set<RoleHolding> given = change.given();
        RoleGiver giver = was == null ? doer.giver(realmId, holders(given)) : was.giver();
        boolean takes = takesOurs || change.taken().stream().anyMatch(taken -> isThere(realmId, taken));
        if (!giver.mayGive(roles(given)) || (takes && !giver.mayTakeProtection())) {
            throw doer.refused(realmId);
        }
    }

    /** Our own roles that are removed or no longer known by their name or that of their client, by the realm they live in. */
    private Map<String, List<KnownRole>> goneRoles() {
        Set<String> roles = new HashSet<>(removedRoles);
        roles.addAll(places.holders(Field.ROLE_NAME));
        return Stream.concat(
                        transaction.knownRoles().among(roles).stream(),
                        places.holders(Field.CLIENT_ID).stream()
                                .flatMap(client -> transaction.knownRoles().inContainer(client).stream()))
                .filter(role -> transaction.tables().realmExists(role.realmId()))
                .collect(groupingBy(KnownRole::homeRealmId));
    }

    /**
     * A user who is gone needs no protection, nor is there one of a realm that is gone, of which nothing is known any more;
     * who may remove these is for Keycloak to say.
     */
    private boolean isThere(String realmId, RoleHolding taken) {
        return !transaction.knownRoles().among(Set.of(taken.roleId())).isEmpty()
                && (taken.kind() != RoleHolding.Kind.FEDERATED_USER || doer.isUser(realmId, taken.holder()));
    }

    private Set<RoleHolding> holdings(String realmId, OldPlaces at) {
        return new RoleHoldings(transaction, realmId, doer.everything(realmId)).with(at);
    }

    private static Set<String> roles(Set<RoleHolding> holdings) {
        return holdings.stream().map(RoleHolding::roleId).collect(toUnmodifiableSet());
    }

    private static Set<String> holders(Set<RoleHolding> holdings) {
        return holdings.stream().map(RoleHolding::holder).collect(toUnmodifiableSet());
    }
}
