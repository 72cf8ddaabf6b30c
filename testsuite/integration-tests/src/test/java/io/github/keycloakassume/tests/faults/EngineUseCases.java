package io.github.keycloakassume.tests.faults;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.faults.UseCase.Kind;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Forms;
import io.github.keycloakassume.tests.impersonation.RealmSettings;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What writes in the engine. The first are those whose second try must come soon. */
final class EngineUseCases {

    /** Longer than a round takes. */
    static final Duration UNTIL_ITS_TIME = Duration.ofMinutes(59);

    private static final String TYPE = "urn:ietf:params:oauth:token-type:";
    private static final String ENDED = "ENDED";
    private static final String SETTINGS_CHANGED = "SETTINGS_CHANGED";
    private static final String END = "EndImpersonation";
    private static final String BACKGROUND = "BackgroundEnd";
    private static final String REGISTRY = "RunningRegistry";
    private static final String TELL = "TellSubject";
    private static final String START = "/impersonation/start";
    private static final String REVERT = "/impersonation/revert";

    private EngineUseCases() {}

    static List<UseCase> all() {
        return List.of(
                new UseCase("start in the browser", "STARTED", Kind.FORM, EngineUseCases::start)
                        .walking(
                                "StartImpersonation",
                                "BeginImpersonation",
                                "Trail",
                                TELL,
                                "QueueingOutbox",
                                "Delivery"),
                new UseCase("start, with another one in the browser", "STARTED", Kind.FORM, EngineUseCases::startAgain)
                        .walking("StartImpersonation", "BeginImpersonation", "OneInBrowser", END),
                new UseCase("come back (revert)", ENDED, Kind.FORM, EngineUseCases::revert)
                        .walking("RevertImpersonation", "UsedWayBack", END, TELL, "Farewell", "BackgroundFarewell"),
                new UseCase("come back after the end", "RETURNED", Kind.FORM, EngineUseCases::comeBackAfterTheEnd)
                        .walking("ReturnAfterEnd", "UsedWayBack"),
                new UseCase("log the user out", ENDED, Kind.REQUEST, EngineUseCases::logOut)
                        .walking("LogoutListener", "FollowLogout", "UsedWayBack", END),
                new UseCase("log the impersonator out", ENDED, Kind.REQUEST, EngineUseCases::logImpersonatorOut)
                        .walking("LogoutListener", "FollowLogout", END),
                new UseCase("request", "REQUESTED", Kind.REQUEST, EngineUseCases::request)
                        .walking("RequestImpersonation"),
                new UseCase("request by the Admin Console's button", "REQUESTED", Kind.REQUEST, EngineUseCases::button)
                        .walking("AdoptStockButton", "StockRequest"),
                new UseCase("token exchange V1", "STARTED", Kind.REQUEST, EngineUseCases::exchange)
                        .walking("AdoptTokenExchange", "StockRequest", "BeginImpersonation"),
                new UseCase("extend", "EXTENDED", Kind.REQUEST, EngineUseCases::extend).walking("ExtendImpersonation"),
                new UseCase("end (DELETE)", ENDED, Kind.REQUEST, EngineUseCases::revoke)
                        .walking("RevokeImpersonation", END),
                new UseCase("end by a role that is taken away", ENDED, Kind.REQUEST, EngineUseCases::takeRoleAway)
                        .walking("AccessChangeWatch", "Reviews", REGISTRY, "Sweeper", "RunningReview", BACKGROUND, END),
                new UseCase(
                                "change the settings of impersonation",
                                SETTINGS_CHANGED,
                                Kind.REQUEST,
                                EngineUseCases::change)
                        .walking("ChangeSettings"),
                new UseCase("end by time", ENDED, Kind.TIME, EngineUseCases::endByTime)
                        .walking("Sweeper", BACKGROUND, END, "BackgroundFarewell", "Farewell"));
    }

    private static Task start(Ground ground) {
        Scene scene = ground.scene();
        scene.page().navigate(scene.startUrl());
        return starting(ground, scene)
                .thenHolds(new Hold(
                        "the browser is the user, and has a way back", () -> Browsing.isAliceAndCanReturn(scene)))
                .or(Promise.overAtOnce(1, isImpersonator(scene, scene.page().context()), startsAnew(scene)));
    }

    private static Hold isImpersonator(Scene scene, BrowserContext browser) {
        return new Hold(
                "the browser is still the impersonator",
                () -> scene.status(browser).contains("\"impersonating\":false"));
    }

    private static Hold startsAnew(Scene scene) {
        return new Hold("the impersonator asks anew, and becomes the user", () -> {
            scene.becomeAlice();
            return Browsing.isAliceAndCanReturn(scene);
        });
    }

    /** The browser as it was before the first start: both were begun by one login. */
    private static Task startAgain(Ground ground) {
        Scene scene = ground.scene();
        TestUser bob = ground.realm().user("bob-" + scene.number());
        Browser before = ground.newBrowser();
        before.context().addCookies(scene.page().context().cookies());
        Browsing first = Browsing.of(ground, scene);
        before.page().navigate(scene.request(bob).body().path("startUrl").asText());
        Act act = new Requests(ground).form(before.context(), START, Forms.hiddenFieldsOf(before.page()));
        return Task.of(act, scene.agent(), scene.alice(), bob)
                .with(first.access())
                .thenHolds(
                        first.isClosed(),
                        new Hold(
                                "the browser is the other user",
                                () -> scene.status(before.context()).contains("\"impersonating\":true")))
                .or(Promise.overAtOnce(2, first.isClosed(), isImpersonator(scene, before.context())));
    }

    private static Task starting(Ground ground, Scene scene) {
        return Task.of(
                new Requests(ground).form(scene.page().context(), START, Forms.hiddenFieldsOf(scene.page())),
                scene.agent(),
                scene.alice());
    }

    private static Task revert(Ground ground) {
        Browsing running = Browsing.of(ground);
        return running.task(new Requests(ground).form(running.scene().page().context(), REVERT, running.formOfReturn()))
                .thenHolds(running.isClosed(), running.leadsBack());
    }

    private static Task comeBackAfterTheEnd(Ground ground) {
        Browsing running = Browsing.of(ground);
        running.scene().agentApi().delete(Scene.SESSIONS + "/" + running.id());
        return running.task(new Requests(ground).form(running.scene().page().context(), REVERT, running.formOfReturn()))
                .thenHolds(running.isClosed(), running.leadsBack());
    }

    /** A browser that did not get the answer has a minute to come back. */
    private static Task logOut(Ground ground) {
        Browsing running = Browsing.of(ground);
        return running.task(new Requests(ground)
                        .form(
                                running.scene().page().context(),
                                "/protocol/openid-connect/logout",
                                Map.of(
                                        "id_token_hint",
                                        running.tokens().idToken(),
                                        "post_logout_redirect_uri",
                                        AppInBrowser.HOME)))
                .thenHolds(running.isClosed(), running.leadsBack().soon());
    }

    private static Task logImpersonatorOut(Ground ground) {
        Browsing running = Browsing.of(ground);
        Scene scene = running.scene();
        Act act = new Requests(ground)
                .program(node -> TokenEndpoint.of(node.baseUrl(), ground.realm().name())
                        .call(
                                "logout",
                                scene.client(),
                                Map.of("refresh_token", scene.agentTokens().refreshToken()))
                        .status());
        return running.task(act).with(running.access().closedByOthersToo()).thenHolds(running.isClosed());
    }

    private static Task request(Ground ground) {
        Scene scene = ground.scene();
        Act act =
                new Requests(ground).api(scene.agentApi(), api -> api.post(Scene.SESSIONS, scene.wish(scene.alice())));
        return Task.of(act, scene.agent(), scene.alice());
    }

    private static Task button(Ground ground) {
        Scene scene = ground.scene();
        Act act = new Requests(ground)
                .api(
                        scene.agentApi(),
                        api -> api.call("POST", "users/" + scene.alice().id() + "/impersonation", ""));
        return Task.of(act, scene.agent(), scene.alice());
    }

    private static Task exchange(Ground ground) {
        Scene scene = ground.scene();
        Map<String, String> parameters = Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                scene.agentTokens().accessToken(),
                "subject_token_type",
                TYPE + "access_token",
                "requested_token_type",
                TYPE + "refresh_token",
                "requested_subject",
                scene.alice().username());
        Act act = new Requests(ground)
                .program(node -> TokenEndpoint.of(node.baseUrl(), ground.realm().name())
                        .token(scene.client(), parameters)
                        .status());
        return Task.of(act, scene.agent(), scene.alice()).or(Promise.overAtOnce(1));
    }

    private static Task extend(Ground ground) {
        Browsing running = Browsing.of(ground);
        Act act = new Requests(ground)
                .api(
                        running.scene().agentApi(),
                        api -> api.post(
                                Scene.SESSIONS + "/" + running.id() + "/extend",
                                Map.of("lifespan", 3000, "reason", "more")));
        return running.task(act)
                .thenHolds(
                        running.isOpen(),
                        new Hold(
                                "the browser is the user, and has a way back",
                                () -> Browsing.isAliceAndCanReturn(running.scene())));
    }

    private static Task revoke(Ground ground) {
        Browsing running = Browsing.of(ground);
        Act act = new Requests(ground)
                .api(running.scene().agentApi(), api -> api.delete(Scene.SESSIONS + "/" + running.id()));
        return running.task(act).thenHolds(running.isClosed(), running.leadsBack());
    }

    private static Task takeRoleAway(Ground ground) {
        Browsing running = Browsing.of(ground);
        String management = ground.realm()
                .admin()
                .clients()
                .findByClientId("realm-management")
                .get(0)
                .getId();
        String role = ground.realm()
                .admin()
                .clients()
                .get(management)
                .roles()
                .get("impersonation")
                .toRepresentation()
                .getId();
        Act act = new Requests(ground)
                .platform(api -> api.call(
                        "DELETE",
                        "users/" + running.scene().agent().id() + "/role-mappings/clients/" + management,
                        "[{\"id\":\"" + role + "\",\"name\":\"impersonation\"}]"));
        return running.task(act)
                .with(running.access().closedByOthersToo())
                .thenHolds(running.isClosed(), running.leadsBack());
    }

    private static Task change(Ground ground) {
        TestUser manager = ground.realm().user("manager-" + UUID.randomUUID(), "manage-realm");
        TestClient programs = ground.realm().client("settings-of-" + manager.username());
        AdminApi api = AdminApi.of(
                ground.realm(),
                ground.realm().tokens().password(programs, manager).accessToken());
        int lifespan = 1800 + Math.floorMod(manager.id().hashCode(), 1000);
        Act act = new Requests(ground)
                .api(
                        api,
                        at -> Requests.changed(
                                at, RealmSettings.PATH, settings -> settings.put("defaultLifespan", lifespan)));
        return Task.of(act, manager);
    }

    private static Task endByTime(Ground ground) {
        Scene scene = ground.scene();
        Browsing running = Browsing.of(ground, scene);
        scene.agentApi()
                .post(
                        Scene.SESSIONS + "/" + running.id() + "/extend",
                        Map.of("lifespan", UNTIL_ITS_TIME.toSeconds() - 60, "reason", "more"));
        return running.task((node, heard) -> ground.async(() -> 0)).thenHolds(running.isClosed());
    }
}
