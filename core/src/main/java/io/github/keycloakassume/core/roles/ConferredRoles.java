package io.github.keycloakassume.core.roles;

import io.github.keycloakassume.core.keycloak.RoleKind;
import io.github.keycloakassume.core.model.KnownRole;
import io.github.keycloakassume.core.store.KnownRoleStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleModel;

/**
 * Which of our roles somebody gets with a role or a group. Not counted is what comes with all of a realm
 * ({@code realm-admin}, {@code admin}): who may give that, Keycloak guards itself.
 */
final class ConferredRoles {

    private final KeycloakSession session;

    ConferredRoles(KeycloakSession session) {
        this.session = session;
    }

    List<KnownRole> with(RoleModel role) {
        return among(Stream.of(role));
    }

    /** With a group come the roles of those above it. */
    List<KnownRole> with(GroupModel group) {
        return among(Stream.iterate(group, above -> above != null, GroupModel::getParent)
                .flatMap(GroupModel::getRoleMappingsStream));
    }

    /** Without a query where no role can be ours, which is nearly everywhere. */
    private List<KnownRole> among(Stream<RoleModel> roles) {
        Set<String> candidates = expanded(roles).stream()
                .filter(RoleKind::mayBeOurs)
                .map(RoleModel::getId)
                .collect(Collectors.toSet());
        return candidates.isEmpty() ? List.of() : new KnownRoleStore(session).among(candidates);
    }

    private static Set<RoleModel> expanded(Stream<RoleModel> roles) {
        Set<RoleModel> expanded = new HashSet<>();
        Deque<RoleModel> open = new ArrayDeque<>(roles.toList());
        while (!open.isEmpty()) {
            RoleModel role = open.pop();
            if (!RoleKind.isEverything(role) && expanded.add(role)) {
                role.getCompositesStream().forEach(open::push);
            }
        }
        return expanded;
    }
}
