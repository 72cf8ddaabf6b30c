package io.github.keycloakassume.tests.assumption;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** As {@link EndsAtOnceIT}: each session seems to have begun in the future, so that only the change itself can end it. */
@KeycloakTest
@DisplayName("What an administrator of master runs in another realm ends at once")
final class EndsAtOnceForMasterIT {

    private final RealmFixture realm;
    private final RealmFixture master;
    private final TimeMachine time;
    private final Tenant tenant;
    private final Story story;
    private final Platform platform;
    private final BrowserContext context;
    private final String aid;

    EndsAtOnceForMasterIT(RealmFixture realm, Browser browser, Rows rows, TimeMachine time, Keycloak admin) {
        this.realm = realm;
        this.master = realm.sibling(admin, "master");
        this.time = time;
        time.forward(Duration.ofMinutes(10));
        this.tenant = Tenant.with(realm, browser);
        this.story = new Story(realm, rows, tenant);
        this.platform = new Platform(realm, admin);
        this.context = tenant.scene().otherBrowser();
        this.aid = "of-" + realm.name() + "-" + tenant.scene().number();
    }

    @AfterEach
    void leave_master_as_it_was() {
        context.close();
        platform.close();
        master.admin()
                .groups()
                .groups(aid, 0, 1)
                .forEach(group -> master.admin().groups().group(group.getId()).remove());
        if (!master.admin().roles().list(aid, true).isEmpty()) {
            master.admin().roles().deleteRole(aid);
        }
    }

    /** What they lose in master. */
    enum Change {
        THE_ROLE_IS_TAKEN,
        THE_GROUP_IS_LEFT,
        THE_GROUP_LOSES_THE_ROLE,
        THE_GROUP_IS_REMOVED,
        THE_COMPOSITE_LOSES_THE_ROLE,
        THE_COMPOSITE_IS_REMOVED
    }

    @ParameterizedTest
    @EnumSource
    void when(Change change) {
        TestUser support = platform.person();
        Runnable loss = arrange(change, support);
        platform.login(context, support);
        Story.Running running = becomesAlice(support);
        time.reset();

        loss.run();

        story.assertOver(running);
    }

    private Runnable arrange(Change change, TestUser support) {
        return switch (change) {
            case THE_ROLE_IS_TAKEN -> {
                master.grant(support, container(), "impersonation");
                yield () -> master.revoke(support, container(), "impersonation");
            }
            case THE_GROUP_IS_LEFT -> {
                String group = groupOf(support);
                yield () -> master.admin().users().get(support.id()).leaveGroup(group);
            }
            case THE_GROUP_LOSES_THE_ROLE -> {
                String group = groupOf(support);
                yield () -> master.admin()
                        .groups()
                        .group(group)
                        .roles()
                        .clientLevel(containerId())
                        .remove(List.of(role()));
            }
            case THE_GROUP_IS_REMOVED -> {
                String group = groupOf(support);
                yield () -> master.admin().groups().group(group).remove();
            }
            case THE_COMPOSITE_LOSES_THE_ROLE -> {
                compositeOf(support);
                yield () -> master.admin().roles().get(aid).deleteComposites(List.of(role()));
            }
            case THE_COMPOSITE_IS_REMOVED -> {
                compositeOf(support);
                yield () -> master.admin().roles().deleteRole(aid);
            }
        };
    }

    private Story.Running becomesAlice(TestUser support) {
        Scene scene = tenant.scene();
        AdminApi.Answer requested = platform.api(support).post(Scene.SESSIONS, scene.wish(tenant.alice()));
        AppInBrowser app = scene.appIn(context);
        app.page().navigate(requested.body().path("startUrl").asText());
        app.page().locator("#assume-confirm").click();
        app.page().waitForURL(AppInBrowser.HOME);
        return new Story.Running(requested.body().path("id").asText(), app.singleSignOn());
    }

    private String groupOf(TestUser support) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName(aid);
        String id = CreatedResponseUtil.getCreatedId(master.admin().groups().add(group));
        master.admin().groups().group(id).roles().clientLevel(containerId()).add(List.of(role()));
        master.admin().users().get(support.id()).joinGroup(id);
        return id;
    }

    private void compositeOf(TestUser support) {
        master.grantRealmRole(support, aid);
        master.admin().roles().get(aid).addComposites(List.of(role()));
    }

    private RoleRepresentation role() {
        return master.admin()
                .clients()
                .get(containerId())
                .roles()
                .get("impersonation")
                .toRepresentation();
    }

    private String containerId() {
        return master.admin().clients().findByClientId(container()).get(0).getId();
    }

    private String container() {
        return realm.name() + "-realm";
    }
}
