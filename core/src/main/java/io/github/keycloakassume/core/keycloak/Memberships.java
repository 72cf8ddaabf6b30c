package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.model.IdText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/**
 * The organizations of a realm and who is in them, as they are: whatever the caller of this request may see of them
 * (fine-grained permissions filter Keycloak's own queries by him), and also while the realm has its organizations switched
 * off: a denial does not go away with that.
 */
public final class Memberships {

    private final KeycloakSession session;
    private final RealmModel realm;

    public Memberships(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** The organization of exactly that id, of this realm, disabled ones too: some databases find it in other spellings as well. */
    public Optional<OrganizationModel> find(String id) {
        if (!IdText.isPossible(id)) {
            return Optional.empty();
        }
        try {
            return ask(organizations -> Optional.ofNullable(organizations.getById(id)))
                    .flatMap(Function.identity())
                    .filter(found -> id.equals(found.getId()));
        } catch (ModelException ofAnotherRealm) {
            // Keycloak's way to say so (JpaOrganizationProvider); to this realm there is none.
            return Optional.empty();
        }
    }

    /** The organizations that a user is in, disabled ones too. */
    public List<OrganizationModel> of(UserModel user) {
        return ask(organizations -> organizations.getByMember(user).toList()).orElse(List.of());
    }

    /** Whether he is in it. */
    public boolean isMember(OrganizationModel organization, UserModel user) {
        return of(user).stream().anyMatch(own -> own.getId().equals(organization.getId()));
    }

    /** Whether the organization is one that is used: neither it nor all of the realm's are switched off. */
    public boolean isInUse(OrganizationModel organization) {
        return realm.isOrganizationsEnabled() && organization.isEnabled();
    }

    private <T> Optional<T> ask(Function<OrganizationProvider, T> question) {
        if (!Profile.isFeatureEnabled(Profile.Feature.ORGANIZATION)) {
            return Optional.empty();
        }
        return new InRealm(session, realm)
                .call(() -> Optional.ofNullable(AdminPermissionsSchema.runWithoutAuthorization(
                        session, () -> question.apply(session.getProvider(OrganizationProvider.class)))));
    }
}
