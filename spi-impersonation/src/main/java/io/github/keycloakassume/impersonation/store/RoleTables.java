package io.github.keycloakassume.impersonation.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
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

    /** The names of these roles, as far as they exist: role and name. */
    public List<Pair> names(Collection<String> roles) {
        return pairs("select r.id, r.name from RoleEntity r where r.id in :ids", roles);
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

    private Set<String> ids(String of, String... queries) {
        return Stream.of(queries)
                .flatMap(query -> entities.createQuery(query, String.class)
                        .setParameter("id", of)
                        .getResultStream())
                .collect(Collectors.toSet());
    }
}
