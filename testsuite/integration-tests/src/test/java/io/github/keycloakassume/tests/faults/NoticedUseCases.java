package io.github.keycloakassume.tests.faults;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.faults.UseCase.Kind;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
import io.github.keycloakassume.tests.impersonation.TwoOrganizations;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** What ends an impersonation because a browser or an application comes with something that is wrong. */
final class NoticedUseCases {

    private static final String ENDED = "ENDED";
    private static final String REALMS = "/realms/";

    private NoticedUseCases() {}

    static List<UseCase> all() {
        return List.of(
                new UseCase("open a login page, the login being lost", ENDED, Kind.FORM, NoticedUseCases::loseLogin)
                        .walking("EndWithoutLogin", "ReturnAfterEnd", "EndImpersonation"),
                new UseCase("use a copy of the session", ENDED, Kind.REQUEST, NoticedUseCases::useCopy)
                        .walking("RefuseStray", "EndImpersonation"),
                new UseCase(
                                "go on with an open login page, the impersonator being gone",
                                ENDED,
                                Kind.REQUEST,
                                NoticedUseCases::goOnWithOpenPage)
                        .walking("FollowLogin", "EndImpersonation"));
    }

    /** All cookies are gone but those of the way back. */
    private static Task loseLogin(Ground ground) {
        Browsing running = Browsing.of(ground);
        BrowserContext browser = running.scene().page().context();
        List<Cookie> wayBack = browser.cookies().stream()
                .filter(cookie -> cookie.name.startsWith("KEYCLOAK_ASSUME"))
                .toList();
        browser.clearCookies();
        browser.addCookies(wayBack);
        Map<String, String> login = Map.of(
                "response_type",
                "code",
                "scope",
                "openid",
                "client_id",
                running.scene().client().clientId(),
                "redirect_uri",
                AppInBrowser.CALLBACK);
        return running.task(new Requests(ground).form(browser, "/protocol/openid-connect/auth", login))
                .thenHolds(running.isClosed(), running.leadsBack());
    }

    /** A login of the user's own, with the note of the impersonation, as Keycloak copies it. */
    private static Task useCopy(Ground ground) {
        Browsing running = Browsing.of(ground);
        Scene scene = running.scene();
        TokenAnswer copy = scene.appIn(ground.newBrowser().context()).login(scene.alice());
        ground.realm().note(session(copy), "assume.impersonation", running.id());
        Act act = new Requests(ground)
                .program(node -> TokenEndpoint.of(node.baseUrl(), ground.realm().name())
                        .refresh(scene.client(), copy.refreshToken())
                        .status());
        return running.task(act)
                .thenHolds(
                        running.isClosed(),
                        running.leadsBack(),
                        new Hold(
                                "the copy opens nothing",
                                () -> ground.realm()
                                                .tokens()
                                                .refresh(scene.client(), copy.refreshToken())
                                                .status()
                                        != 200));
    }

    /**
     * The page that follows single sign-on asks which organization is meant. The impersonator's session is deleted right before it
     * is answered, of which Keycloak tells by no event: the background review would notice it within seconds.
     */
    private static Task goOnWithOpenPage(Ground ground) {
        Scene scene = ground.scene();
        String name = "open-" + scene.number();
        TwoOrganizations.of(ground.realm(), scene.alice(), name);
        Browsing running = Browsing.of(ground, scene);
        Page page = scene.app().openScoped("&scope=openid%20organization");
        String action = page.locator("#kc-user-organizations")
                .locator("xpath=ancestor::form")
                .getAttribute("action");
        String own = session(scene.agentTokens());
        Act act = new Requests(ground)
                .formRightAfter(
                        () -> ground.platform().delete("sessions/" + own),
                        page.context(),
                        below(ground, action),
                        Map.of("kc.org", "one-" + name));
        return running.task(act).with(running.access().closedByOthersToo()).thenHolds(running.isClosed());
    }

    private static String below(Ground ground, String address) {
        URI action = URI.create(address);
        String realm = REALMS + ground.realm().name();
        return action.getRawPath().substring(realm.length()) + "?" + action.getRawQuery();
    }

    private static String session(TokenAnswer tokens) {
        return String.valueOf(TokenEndpoint.claims(tokens.accessToken()).get("sid"));
    }
}
