package io.github.keycloakassume.tests.assumption;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;

/** An organization of a tenant's realm; its administrators are its members with the role that the settings name. */
public record Organization(RealmFixture realm, Tenant tenant, String id) {

    static final String ADMINISTRATOR = "organization-administrator";

    /** One without members, in a realm that has organizations from now on. */
    public static Organization in(RealmFixture realm, Tenant tenant) {
        realm.update(representation -> representation.setOrganizationsEnabled(true));
        String name = "org-" + UUID.randomUUID();
        OrganizationRepresentation representation = new OrganizationRepresentation();
        representation.setName(name);
        representation.setAlias(name);
        representation.setEnabled(true);
        representation.addDomain(new OrganizationDomainRepresentation(name + ".example"));
        try (Response response = realm.admin().organizations().create(representation)) {
            return new Organization(realm, tenant, CreatedResponseUtil.getCreatedId(response));
        }
    }

    /** The same, with a user in it. */
    public Organization with(TestUser member) {
        realm.admin().organizations().get(id).members().addMember(member.id()).close();
        return this;
    }

    /** A user who is in it no longer. */
    void remove(TestUser member) {
        realm.admin()
                .organizations()
                .get(id)
                .members()
                .member(member.id())
                .delete()
                .close();
    }

    void setEnabled(boolean enabled) {
        OrganizationRepresentation representation =
                realm.admin().organizations().get(id).toRepresentation();
        representation.setEnabled(enabled);
        realm.admin().organizations().get(id).update(representation).close();
    }

    /** A member who administers it, with these roles of realm-management besides. */
    public TestUser administrator(String... realmManagementRoles) {
        TestUser olga = tenant.user("olga-" + id.substring(0, 8), realmManagementRoles);
        makeAdministrator(olga);
        return olga;
    }

    /** Lets somebody in who administers it from now on. */
    void makeAdministrator(TestUser user) {
        with(user);
        realm.grantRealmRole(user, ADMINISTRATOR);
        nameRole(Map.of());
    }

    /** Has the settings name the role of organizations' administrators, with these changes besides. */
    void nameRole(Map<String, ?> changes) {
        Map<String, Object> settings = new HashMap<>(changes);
        settings.put(
                "organizationAdminRole",
                realm.admin().roles().get(ADMINISTRATOR).toRepresentation().getId());
        TenantSettings.of(tenant.adasApi()).change(settings);
    }

    /** Where its administrators find something, below {@code account-assumption}. */
    public String at(String path) {
        return "organizations/" + id + path;
    }

    /** A grant for all of it. */
    Map<String, Object> wish() {
        return new HashMap<>(Map.of("scope", "organization", "organization", id, "duration", "P1D"));
    }

    /** Somebody gives a grant for all of it through its own resource, and it succeeds; the grant's id. */
    String grantedBy(TestUser administrator) {
        AdminApi.Answer answer = tenant.account(administrator).post(at("/grants"), Map.of("duration", "P1D"));
        if (answer.status() != 201) {
            throw new AssertionError("not granted: " + answer.status() + " " + answer.body());
        }
        return answer.body().path("id").asText();
    }
}
