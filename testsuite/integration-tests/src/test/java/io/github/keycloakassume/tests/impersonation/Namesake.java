package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;

/** Another user who is called now as one was before, who has another name since. */
final class Namesake {

    private Namesake() {}

    static TestUser of(RealmFixture realm, TestUser user, String... roles) {
        realm.update(settings -> settings.setEditUsernameAllowed(true));
        var renamed = realm.admin().users().get(user.id());
        var representation = renamed.toRepresentation();
        representation.setUsername(user.username() + "-before");
        representation.setEmail("before-" + representation.getEmail());
        renamed.update(representation);
        return realm.user(user.username(), roles);
    }
}
