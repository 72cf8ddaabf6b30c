package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import java.util.stream.Stream;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;

/** Two organizations with the same member, whom Keycloak asks, after single sign-on, which of them they mean. */
public final class TwoOrganizations {

    private TwoOrganizations() {}

    /**
     * Makes them.
     *
     * @param name what their names end with, so that those of several tests do not meet
     */
    public static void of(RealmFixture realm, TestUser member, String name) {
        realm.update(representation -> representation.setOrganizationsEnabled(true));
        Stream.of("one-" + name, "two-" + name).forEach(each -> create(realm, member, each));
    }

    private static void create(RealmFixture realm, TestUser member, String name) {
        OrganizationRepresentation organization = new OrganizationRepresentation();
        organization.setName(name);
        organization.setAlias(name);
        organization.setEnabled(true);
        organization.addDomain(new OrganizationDomainRepresentation(name + ".example"));
        String id =
                CreatedResponseUtil.getCreatedId(realm.admin().organizations().create(organization));
        realm.admin().organizations().get(id).members().addMember(member.id()).close();
    }
}
