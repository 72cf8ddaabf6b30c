package io.github.keycloakassume.impersonation.keycloak;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.organization.utils.Organizations;

/** The organizations of a realm and who is in them; none where Keycloak's organizations are switched off. */
public final class Memberships {

    private final KeycloakSession session;
    private final RealmModel realm;

    public Memberships(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** The organization with that id, of this realm. */
    public Optional<OrganizationModel> find(String id) {
        return inRealm(organizations -> Optional.ofNullable(organizations.getById(id)))
                .orElse(Optional.empty());
    }

    /** The organizations that a user is in, enabled ones only. */
    public List<OrganizationModel> of(UserModel user) {
        return inRealm(organizations -> organizations
                        .getByMember(user)
                        .filter(OrganizationModel::isEnabled)
                        .toList())
                .orElse(List.of());
    }

    /** Whether he is in it. */
    public boolean isMember(OrganizationModel organization, UserModel user) {
        return inRealm(organizations -> organizations.isMember(organization, user))
                .orElse(false);
    }

    private <T> Optional<T> inRealm(Function<OrganizationProvider, T> question) {
        return new InRealm(session, realm)
                .call(() -> realm.isOrganizationsEnabled() && Organizations.isEnabled(session)
                        ? Optional.of(question.apply(session.getProvider(OrganizationProvider.class)))
                        : Optional.empty());
    }
}
