package io.github.keycloakassume.tests.assumption;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.keycloak.admin.client.Keycloak;

/** People of master, who are vendor to every other realm. Master is as it was when this is closed. */
final class Platform implements AutoCloseable {

    private final RealmFixture realm;
    private final RealmFixture master;
    private final TestClient app;
    private final List<TestUser> people = new ArrayList<>();

    Platform(RealmFixture realm, Keycloak admin) {
        this.realm = realm;
        this.master = realm.sibling(admin, "master");
        this.app = Scene.app(master, "master-app-" + UUID.randomUUID(), client -> {});
    }

    /** Somebody with these roles for the realm. */
    TestUser person(String... roles) {
        TestUser person = master.user("master-" + UUID.randomUUID());
        people.add(person);
        if (roles.length > 0) {
            master.grant(person, realm.name() + "-realm", roles);
        }
        return person;
    }

    /** An administrator of the whole server, with these roles for the realm besides. */
    TestUser administrator(String... roles) {
        TestUser administrator = person(roles);
        master.grantRealmRole(administrator, "admin");
        return administrator;
    }

    /** Leaves master's application only these roles for the realm. */
    void narrow(String... roles) {
        master.narrowTo(app, realm.name() + "-realm", roles);
    }

    AdminApi api(TestUser person) {
        return AdminApi.of(realm, master.tokens().password(app, person).accessToken());
    }

    /** An application of master in that browser. */
    AppInBrowser appIn(BrowserContext context) {
        return new AppInBrowser(master, app, context);
    }

    /** Logs somebody in to master in that browser. */
    TokenAnswer login(BrowserContext context, TestUser person) {
        return appIn(context).login(person);
    }

    @Override
    public void close() {
        people.forEach(person -> master.admin().users().delete(person.id()).close());
        master.admin().clients().get(app.id()).remove();
    }
}
