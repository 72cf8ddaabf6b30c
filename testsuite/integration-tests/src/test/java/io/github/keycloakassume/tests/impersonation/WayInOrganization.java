package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.AdminApi;
import java.util.function.BiFunction;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;

/** Every way to take a role from a member of an organization's group that has it ({@code OrganizationGroupsResource}). */
public enum WayInOrganization {
    ROLE_FROM_THE_GROUP((place, api) -> api.call("DELETE", place.roles(), place.role())),
    GROUP_DELETED((place, api) -> api.delete(place.group())),
    MEMBER_OUT_OF_THE_GROUP((place, api) -> api.delete(place.group() + "/members/" + place.member())),
    MEMBER_OUT_OF_THE_ORGANIZATION((place, api) -> api.delete(place.organization() + "/members/" + place.member())),
    ORGANIZATION_DELETED((place, api) -> api.delete(place.organization()));

    @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
    private final BiFunction<Place, AdminApi, AdminApi.Answer> deed;

    /** A group of an organization, with a role and a member, by addresses of the Admin API. */
    public record Place(String organization, String group, String roles, String role, String member) {}

    WayInOrganization(BiFunction<Place, AdminApi, AdminApi.Answer> deed) {
        this.deed = deed;
    }

    /** A realm's administrator makes Carol a member of such a group. */
    public static Place place(RoleScene administrators, RoleScene scene, String roleName) {
        Place place = emptyPlace(administrators, scene, roleName);
        done(administrators.elsewhere().post(place.roles(), place.role()));
        return place;
    }

    /** The same where the group has no role yet. */
    static Place emptyPlace(RoleScene administrators, RoleScene scene, String roleName) {
        var organization = new OrganizationRepresentation();
        organization.setName("org-" + scene.number());
        organization.addDomain(new OrganizationDomainRepresentation("org-" + scene.number() + ".example"));
        String id =
                CreatedResponseUtil.getCreatedId(scene.admin().organizations().create(organization));
        String member = scene.carol().id();
        scene.admin().organizations().get(id).members().addMember(member).close();
        String path = "/admin/realms/" + scene.realmName() + "/organizations/" + id;
        AdminApi api = administrators.elsewhere();
        String created = api.post(path + "/groups", "{\"name\":\"team\"}")
                .response()
                .headers()
                .firstValue("Location")
                .orElseThrow();
        String group = path + "/groups" + created.substring(created.lastIndexOf('/'));
        done(api.put(group + "/members/" + member, ""));
        String role = "[{\"id\":\"%s\",\"name\":\"%s\"}]"
                .formatted(scene.role(roleName).getId(), roleName);
        return new Place(path, group, group + "/role-mappings/clients/" + scene.realmManagementId(), role, member);
    }

    /** Takes it. */
    public AdminApi.Answer take(Place place, AdminApi api) {
        return deed.apply(place, api);
    }

    private static void done(AdminApi.Answer answer) {
        if (answer.status() >= 300) {
            throw new IllegalStateException("answered " + answer.status() + " " + answer.body());
        }
    }
}
