package io.github.keycloakassume.core.roles;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.github.keycloakassume.core.keycloak.RoleEdge;
import io.github.keycloakassume.core.model.KnownRole;
import io.github.keycloakassume.core.model.OurRole;
import io.github.keycloakassume.core.model.RoleChange;
import io.github.keycloakassume.core.model.RoleGiver;
import io.github.keycloakassume.core.model.RoleHolding;
import io.github.keycloakassume.core.store.OldValue;
import io.github.keycloakassume.core.store.OldValue.Field;
import io.github.keycloakassume.core.store.WriteTransaction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares, for one transaction, who passed our roles on before it touched that and who does right before it commits. What
 * the writer may not give or take is refused, and rolled back with all the rest.
 */
final class RoleWatch {

    private final WriteTransaction transaction;
    private final Doer doer;
    private final Map<String, Before> before = new HashMap<>();
    private final Map<String, Set<RoleHolding>> usersBefore = new HashMap<>();
    private final OldPlaces places = new OldPlaces();
    private final Set<String> removedRoles = new HashSet<>();
    private final Set<Object> ends = new HashSet<>();
    private boolean looking;
    private boolean open;

    /**
     * How a realm was before the first touch: what the writer might give, whether they might take the role of a vendor's
     * staff, and, unless that is all, what was held.
     */
    private record Before(RoleGiver giver, boolean mayTakeStaff, Set<RoleHolding> holdings) {

        boolean mayAll() {
            return giver.realmAdmin() && mayTakeStaff;
        }
    }

    RoleWatch(WriteTransaction transaction, Doer doer) {
        this.transaction = transaction;
        this.doer = doer;
    }

    /** Has it looked at the end of each transaction of the server in which the session is used, not its own alone. */
    void lookAtEndAround() {
        transaction.beforeEndAround(ends, this::checkSoFar);
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
     * about, and those whose roles and groups are loaded, as Keycloak's own statements name one. Work that is about no realm
     * may be about any.
     *
     * @param ofUsers whether they are rows of Keycloak's own users: these are looked at too, then
     */
    void touchesMany(boolean ofUsers) {
        if (looking || doer.isOperator()) {
            open = true;
            return;
        }
        Set<String> realms = realmsOfLoaded();
        Optional<String> about = doer.realmOfContext();
        about.ifPresentOrElse(
                realms::add,
                () -> look(() -> realms.addAll(transaction.knownRoles().homes())));
        realms.forEach(realmId -> {
            touches(realmId);
            if (ofUsers && !usersBefore.containsKey(realmId) && !mayAll(realmId)) {
                look(() -> usersBefore.put(realmId, users(realmId, places)));
            }
        });
    }

    private Set<String> realmsOfLoaded() {
        return transaction.loaded().stream()
                .map(RoleEdge::realmOfHolder)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private boolean mayAll(String realmId) {
        Before was = before.get(realmId);
        return was != null && was.mayAll();
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
        checkSoFar();
        open = false;
    }

    /**
     * The same at the end of another transaction than that of the writing session: what it has sent to the database by now
     * is committed there, and more may follow.
     *
     * @throws RuntimeException the refusal
     */
    void checkSoFar() {
        if (open && !doer.isOperator()) {
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
        boolean mayTakeStaff = doer.mayTakeStaff(realmId, Set.of());
        return new Before(
                giver, mayTakeStaff, giver.realmAdmin() && mayTakeStaff ? Set.of() : holdings(realmId, places));
    }

    private void checkAll() {
        Map<String, List<KnownRole>> gone = goneRoles();
        Stream.of(before.keySet(), places.realms(), gone.keySet())
                .flatMap(Set::stream)
                .distinct()
                .filter(transaction.tables()::realmExists)
                .filter(realmId -> !mayAll(realmId))
                .forEach(realmId -> check(realmId, gone.getOrDefault(realmId, List.of())));
    }

    private void check(String realmId, List<KnownRole> gone) {
        Before was = before.get(realmId);
        RoleChange change = change(realmId, was);
        Set<RoleHolding> given = change.given();
        RoleGiver giver = was == null ? doer.giver(realmId, holders(given)) : was.giver();
        boolean takesOurs = !gone.isEmpty()
                || !taken(realmId, change, OurRole.NOT_IMPERSONATABLE).isEmpty();
        Set<RoleHolding> staff = taken(realmId, change, OurRole.ASSUME_ACCOUNTS);
        boolean takesStaff =
                !staff.isEmpty() || gone.stream().anyMatch(role -> role.role().equals(OurRole.ASSUME_ACCOUNTS));
        if (!giver.mayGive(roles(given))
                || (takesOurs && !giver.mayTakeProtection())
                || (takesStaff && !mayTakeStaff(realmId, was, holders(staff)))) {
            throw doer.refused(realmId);
        }
    }

    private RoleChange change(String realmId, @Nullable Before was) {
        Set<RoleHolding> old = new HashSet<>(was == null ? holdings(realmId, places) : was.holdings());
        Set<RoleHolding> now = new HashSet<>(holdings(realmId, OldPlaces.none()));
        if (usersBefore.containsKey(realmId)) {
            old.addAll(usersBefore.get(realmId));
            now.addAll(users(realmId, OldPlaces.none()));
        }
        return new RoleChange(old, now);
    }

    /** Where it could not be asked before the first touch, it is asked now, with what was taken in mind. */
    private boolean mayTakeStaff(String realmId, @Nullable Before was, Set<String> taken) {
        return was == null ? doer.mayTakeStaff(realmId, taken) : was.mayTakeStaff();
    }

    private Set<RoleHolding> taken(String realmId, RoleChange change, OurRole role) {
        return change.taken(role).stream()
                .filter(taken -> isThere(realmId, taken))
                .collect(toUnmodifiableSet());
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
     * A user who is gone needs no protection and decides nothing, nor is there one of a realm that is gone, of which nothing
     * is known any more; who may remove these is for Keycloak to say.
     */
    private boolean isThere(String realmId, RoleHolding taken) {
        return !transaction.knownRoles().among(Set.of(taken.roleId())).isEmpty()
                && switch (taken.kind()) {
                    case FEDERATED_USER -> doer.isFederatedUser(realmId, taken.holder());
                    case USER -> transaction.tables().userExists(taken.holder());
                    case ROLE, DEFAULT_ROLE, GROUP, DEFAULT_GROUP -> true;
                };
    }

    private Set<RoleHolding> holdings(String realmId, OldPlaces at) {
        return new RoleHoldings(transaction, realmId, doer.everything(realmId)).with(at);
    }

    private Set<RoleHolding> users(String realmId, OldPlaces at) {
        return new RoleHoldings(transaction, realmId, doer.everything(realmId)).users(at);
    }

    private static Set<String> roles(Set<RoleHolding> holdings) {
        return holdings.stream().map(RoleHolding::roleId).collect(toUnmodifiableSet());
    }

    private static Set<String> holders(Set<RoleHolding> holdings) {
        return holdings.stream().map(RoleHolding::holder).collect(toUnmodifiableSet());
    }
}
