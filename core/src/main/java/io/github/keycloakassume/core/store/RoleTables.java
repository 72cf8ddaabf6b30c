package io.github.keycloakassume.core.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Keycloak's own tables of who has which role, by the names of its JPA entities. Its models lead from a user or a role
 * downwards only, and mix in what directories say.
 */
public final class RoleTables {

    private final EntityManager entities;

    public RoleTables(KeycloakSession session) {
        this(session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }

    RoleTables(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * One row: somebody has something.
     *
     * @param holder id of who has it
     * @param held id of what he has
     */
    public record Pair(String holder, String held) {}

    /** Sends what the request has changed so far to the database, where the queries see it. */
    public void flush() {
        entities.flush();
    }

    /** Whether a realm is there. */
    public boolean realmExists(String realmId) {
        return !ids(realmId, "select r.id from RealmEntity r where r.id = :id").isEmpty();
    }

    /** Whether a user of Keycloak's own is there. */
    public boolean userExists(String userId) {
        return !ids(userId, "select u.id from UserEntity u where u.id = :id").isEmpty();
    }

    /** The role that every user of a realm has. */
    public Set<String> defaultRole(String realmId) {
        return ids(realmId, "select r.defaultRoleId from RealmEntity r where r.id = :id");
    }

    /** The groups that every new user of a realm joins. */
    public Set<String> defaultGroups(String realmId) {
        return ids(realmId, "select g from RealmEntity r join r.defaultGroupIds g where r.id = :id");
    }

    /** Roles that contain those of ours that live in a realm: parent and child, but for these parents. */
    public List<Pair> parentsOfOurs(String realmId, Collection<String> butFor) {
        return ofOurs(
                "select c.parentRole.id, k.roleId from CompositeRoleEntity c, KnownRoleEntity k"
                        + " where c.childRole.id = k.roleId and k.homeRealmId = :realm and c.parentRole.id not in :butFor",
                realmId,
                Map.of("butFor", butFor));
    }

    /** Groups that have those of ours that live in a realm: group and role. */
    public List<Pair> groupsWithOurs(String realmId) {
        return ofOurs(
                "select m.group.id, k.roleId from GroupRoleMappingEntity m, KnownRoleEntity k"
                        + " where m.roleId = k.roleId and k.homeRealmId = :realm",
                realmId,
                Map.of());
    }

    /** Federated users who directly have those of ours that live in a realm: user and role. */
    public List<Pair> federatedUsersWithOurs(String realmId) {
        return ofOurs(
                "select m.userId, k.roleId from FederatedUserRoleMappingEntity m, KnownRoleEntity k"
                        + " where m.roleId = k.roleId and k.homeRealmId = :realm",
                realmId,
                Map.of());
    }

    /** Users of Keycloak's own who directly have those of ours that live in a realm: user and role. */
    public List<Pair> usersWithOurs(String realmId) {
        return ofOurs(
                "select m.user.id, k.roleId from UserRoleMappingEntity m, KnownRoleEntity k"
                        + " where m.roleId = k.roleId and k.homeRealmId = :realm",
                realmId,
                Map.of());
    }

    /** Roles that contain these directly: parent and child. */
    public List<Pair> parentsOf(Collection<String> roles) {
        return pairs(
                "select c.parentRole.id, c.childRole.id from CompositeRoleEntity c where c.childRole.id in :ids",
                roles);
    }

    /** Groups that have these roles: group and role. */
    public List<Pair> groupsWith(Collection<String> roles) {
        return pairs("select m.group.id, m.roleId from GroupRoleMappingEntity m where m.roleId in :ids", roles);
    }

    /** Groups directly below these: child and parent. */
    public List<Pair> groupsBelow(Collection<String> groups) {
        return pairs("select g.id, g.parentId from GroupEntity g where g.parentId in :ids", groups);
    }

    /** Federated users who have these roles directly: user and role. */
    public List<Pair> federatedUsersWith(Collection<String> roles) {
        return pairs("select m.userId, m.roleId from FederatedUserRoleMappingEntity m where m.roleId in :ids", roles);
    }

    /** Federated users who are in these groups: user and group. */
    public List<Pair> federatedUsersIn(Collection<String> groups) {
        return pairs(
                "select m.userId, m.groupId from FederatedUserGroupMembershipEntity m where m.groupId in :ids", groups);
    }

    /** Users of Keycloak's own who have these roles directly: user and role. */
    public List<Pair> usersWith(Collection<String> roles) {
        return pairs("select m.user.id, m.roleId from UserRoleMappingEntity m where m.roleId in :ids", roles);
    }

    /** Users of Keycloak's own who are in these groups: user and group. */
    public List<Pair> usersIn(Collection<String> groups) {
        return pairs("select m.user.id, m.groupId from UserGroupMembershipEntity m where m.groupId in :ids", groups);
    }

    /** The roles that a user has directly, by Keycloak's own tables. */
    public Set<String> rolesOf(String userId) {
        return ids(
                userId,
                "select m.roleId from UserRoleMappingEntity m where m.user.id = :id",
                "select m.roleId from FederatedUserRoleMappingEntity m where m.userId = :id");
    }

    /** The groups that a user is in directly, by Keycloak's own tables. */
    public Set<String> groupsOf(String userId) {
        return ids(
                userId,
                "select m.groupId from UserGroupMembershipEntity m where m.user.id = :id",
                "select m.groupId from FederatedUserGroupMembershipEntity m where m.userId = :id");
    }

    /** Users who have one of these roles directly, at most so many. */
    public List<String> usersWith(Collection<String> roles, int most) {
        return usersBy("select m.user.id from UserRoleMappingEntity m where m.roleId in :ids", roles, most);
    }

    /** Users who are directly in one of these groups, at most so many. */
    public List<String> usersIn(Collection<String> groups, int most) {
        return usersBy("select m.user.id from UserGroupMembershipEntity m where m.groupId in :ids", groups, most);
    }

    /** The same among the members of an organization. */
    public List<String> membersWith(String organization, Collection<String> roles, int most) {
        return membersBy(
                "select m.user.id from UserRoleMappingEntity m where m.roleId in :ids", organization, roles, most);
    }

    /** The same among the members of an organization. */
    public List<String> membersIn(String organization, Collection<String> groups, int most) {
        return membersBy(
                "select m.user.id from UserGroupMembershipEntity m where m.groupId in :ids",
                organization,
                groups,
                most);
    }

    private List<String> membersBy(String query, String organization, Collection<String> ids, int most) {
        return usersBy(
                query + " and m.user.id in (select b.user.id from UserGroupMembershipEntity b, OrganizationEntity o"
                        + " where b.groupId = o.groupId and o.id = :organization)",
                ids,
                most,
                Map.of("organization", organization));
    }

    private List<String> usersBy(String query, Collection<String> ids, int most) {
        return usersBy(query, ids, most, Map.of());
    }

    private List<String> usersBy(String query, Collection<String> ids, int most, Map<String, String> parameters) {
        return Batches.of(ids).stream()
                .flatMap(batch -> {
                    TypedQuery<String> found = entities.createQuery(query, String.class)
                            .setParameter("ids", batch)
                            .setMaxResults(most);
                    parameters.forEach(found::setParameter);
                    return found.getResultStream();
                })
                .distinct()
                .limit(most)
                .toList();
    }

    private List<Pair> pairs(String query, Collection<String> ids) {
        return Batches.of(ids).stream()
                .flatMap(batch -> entities.createQuery(query, Tuple.class)
                        .setParameter("ids", batch)
                        .getResultStream())
                .map(row -> new Pair(row.get(0, String.class), row.get(1, String.class)))
                .toList();
    }

    private List<Pair> ofOurs(String query, String realmId, Map<String, ?> parameters) {
        TypedQuery<Tuple> found = entities.createQuery(query, Tuple.class).setParameter("realm", realmId);
        parameters.forEach(found::setParameter);
        return found.getResultStream()
                .map(row -> new Pair(row.get(0, String.class), row.get(1, String.class)))
                .toList();
    }

    private Set<String> ids(String of, String... queries) {
        return Stream.of(queries)
                .flatMap(query -> entities.createQuery(query, String.class)
                        .setParameter("id", of)
                        .getResultStream())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
