package io.github.keycloakassume.tests.faults;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.assumption.Office;
import io.github.keycloakassume.tests.assumption.Organization;
import io.github.keycloakassume.tests.assumption.Tenant;
import io.github.keycloakassume.tests.faults.UseCase.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What writes about grants and requests. */
final class GrantUseCases {

    private static final String GIVEN = "GRANT_GIVEN";
    private static final String ENDED = "GRANT_ENDED";
    private static final String ANSWERED = "GRANT_REQUEST_ANSWERED";
    private static final String SETTINGS = "ASSUMPTION_SETTINGS_CHANGED";
    private static final String CONTROL = "ORGANIZATION_CONTROL_CHANGED";
    private static final String DAY = "P1D";
    private static final String GIVE = "GiveGrant";
    private static final String REVOKE = "RevokeGrant";
    private static final String END = "EndGrants";
    private static final String ANSWER = "AnswerRequest";
    private static final String TRAIL = "GrantTrail";
    private static final String TELL = "TellTenant";
    private static final Map<String, String> FOR_A_DAY = Map.of("duration", DAY);
    private static final Map<String, String> NOT_FOR_A_DAY = Map.of("duration", DAY, "effect", "deny");

    private GrantUseCases() {}

    static List<UseCase> all() {
        return List.of(
                inOffice("give a grant", GIVEN, (office, api) -> api.post(Tenant.GRANTS, office.wish(DAY)))
                        .walking(GIVE, TRAIL, TELL),
                inOffice(
                                "deny",
                                GIVEN,
                                (office, api) -> api.post(Tenant.GRANTS, office.wish(DAY, Map.of("effect", "deny"))))
                        .walking(GIVE),
                inOffice("import a grant", GIVEN, GrantUseCases::bring).walking("ImportGrants", GIVE),
                onGrant(
                                "change a grant",
                                "GRANT_CHANGED",
                                (grant, api) ->
                                        api.put(Tenant.GRANTS + "/" + grant, Map.of("version", 0, "duration", "P1W")))
                        .walking("ChangeGrant"),
                onGrant("revoke a grant", ENDED, (grant, api) -> api.delete(Tenant.GRANTS + "/" + grant))
                        .walking(REVOKE, END),
                new UseCase("revoke a grant that is in use", ENDED, Kind.REQUEST, GrantUseCases::revokeInUse)
                        .walking(REVOKE, END, "Reviews", "RunningRegistry"),
                inOffice("change the settings of grants", SETTINGS, (office, api) -> changeSettings(api))
                        .walking("ChangeAssumptionSettings"),
                new UseCase("begin a trial of an organization", SETTINGS, Kind.REQUEST, GrantUseCases::trial)
                        .walking("SwitchTrial", END),
                new UseCase("take control as an organization", CONTROL, Kind.REQUEST, GrantUseCases::takeControl)
                        .walking(GIVE, "OrganizationControl"),
                new UseCase("give control back", CONTROL, Kind.REQUEST, GrantUseCases::giveControlBack)
                        .walking("OrganizationControl"),
                asAlice("give a grant (me)", GIVEN, office -> api -> api.post("me/grants", FOR_A_DAY))
                        .walking(GIVE),
                asAlice("deny (me)", GIVEN, office -> api -> api.post("me/grants", NOT_FOR_A_DAY))
                        .walking(GIVE),
                asAlice("revoke a grant (me)", ENDED, office -> {
                            String grant = office.grantAlice(Map.of());
                            return api -> api.delete("me/grants/" + grant);
                        })
                        .walking(REVOKE),
                new UseCase("ask for a grant", "GRANT_REQUESTED", Kind.REQUEST, GrantUseCases::ask)
                        .walking("AskForGrant"),
                new UseCase("withdraw a request", ANSWERED, Kind.REQUEST, GrantUseCases::withdraw)
                        .walking("WithdrawRequest"),
                onRequest(
                                "approve a request",
                                (request, api) -> api.post(Tenant.REQUESTS + "/" + request + "/approve", Map.of()))
                        .walking(ANSWER, GIVE),
                onRequest(
                                "deny a request",
                                (request, api) -> api.post(Tenant.REQUESTS + "/" + request + "/deny", Map.of()))
                        .walking(ANSWER),
                new UseCase(
                                "deny what another organization has approved",
                                ENDED,
                                Kind.REQUEST,
                                GrantUseCases::denyWhatIsApproved)
                        .walking(ANSWER, "Consents", "TakeBackApprovals", END),
                asAlice("approve a request (me)", ANSWERED, office -> {
                            String request = office.ask();
                            return api -> api.post("me/requests/" + request + "/approve", Map.of());
                        })
                        .walking(ANSWER, GIVE),
                asAlice("deny a request (me)", ANSWERED, office -> {
                            String request = office.ask();
                            return api -> api.post("me/requests/" + request + "/deny", Map.of());
                        })
                        .walking(ANSWER),
                new UseCase("end of a grant by time", ENDED, Kind.TIME, GrantUseCases::grantEndsByTime)
                        .walking("ExpiryWatch", "DueRound", "DueWork", "OverdueGrants", END),
                new UseCase("lapse of a request", ANSWERED, Kind.TIME, GrantUseCases::requestLapses)
                        .walking("ExpiryWatch", "DueRound", "DueWork", "LapsedRequests"));
    }

    private static AdminApi.Answer bring(Office office, AdminApi api) {
        Map<String, String> grant =
                Map.of("scope", "user", "user", office.alice().id());
        return api.post("account-assumption/import", Map.of("grants", List.of(grant)));
    }

    private static UseCase inOffice(String name, String writes, BiFunction<Office, AdminApi, AdminApi.Answer> call) {
        return new UseCase(name, writes, Kind.REQUEST, ground -> {
            Office office = Office.in(ground.realm());
            return of(office, new Requests(ground).api(office.adasApi(), api -> call.apply(office, api)));
        });
    }

    private static UseCase onGrant(String name, String writes, BiFunction<String, AdminApi, AdminApi.Answer> call) {
        return new UseCase(name, writes, Kind.REQUEST, ground -> {
            Office office = Office.in(ground.realm());
            String grant = office.grantAlice(Map.of());
            return of(office, new Requests(ground).api(office.adasApi(), api -> call.apply(grant, api)));
        });
    }

    private static UseCase onRequest(String name, BiFunction<String, AdminApi, AdminApi.Answer> call) {
        return new UseCase(name, ANSWERED, Kind.REQUEST, ground -> {
            Office office = Office.in(ground.realm());
            String request = office.ask();
            return of(office, new Requests(ground).api(office.adasApi(), api -> call.apply(request, api)));
        });
    }

    private static UseCase asAlice(
            String name, String writes, Function<Office, Function<AdminApi, AdminApi.Answer>> prepare) {
        return new UseCase(name, writes, Kind.REQUEST, ground -> {
            Office office = Office.in(ground.realm());
            Function<AdminApi, AdminApi.Answer> call = prepare.apply(office);
            return of(office, new Requests(ground).api(office.accountOf(office.alice()), call));
        });
    }

    private static Task of(Office office, Act act) {
        return Task.of(act, office.ada(), office.agent(), office.alice());
    }

    private static AdminApi.Answer changeSettings(AdminApi api) {
        return Requests.changed(
                api,
                Tenant.SETTINGS,
                settings -> settings.put(
                        "requestLapse", settings.path("requestLapse").asLong() + 60));
    }

    private static Task ask(Ground ground) {
        Office office = Office.in(ground.realm());
        return of(
                office,
                new Requests(ground)
                        .api(office.agentsApi(), api -> api.post(Tenant.REQUESTS, office.question(DAY, Map.of()))));
    }

    private static Task withdraw(Ground ground) {
        Office office = Office.in(ground.realm());
        String request = office.ask();
        return of(
                office,
                new Requests(ground).api(office.agentsApi(), api -> api.delete(Tenant.REQUESTS + "/" + request)));
    }

    private static Task revokeInUse(Ground ground) {
        Tenant tenant = Tenant.with(ground.realm(), ground.newBrowser());
        String grant = tenant.grantAlice();
        Browsing running = Browsing.of(ground, tenant.scene());
        Act act = new Requests(ground).api(tenant.adasApi(), api -> api.delete(Tenant.GRANTS + "/" + grant));
        return Task.of(act, tenant.ada(), tenant.agent(), tenant.alice())
                .with(running.access().closedByOthersToo())
                .thenHolds(running.isClosed(), running.leadsBack());
    }

    private static Task trial(Ground ground) {
        Tenant tenant = Tenant.with(ground.realm(), ground.newBrowser());
        Organization organization = Organization.in(ground.realm(), tenant);
        TestUser olga = organization.administrator();
        Act act = new Requests(ground)
                .platform(api ->
                        api.put("account-assumption/trial", Map.of("trial", true, "organization", organization.id())));
        return Task.of(act, olga).about(organization.id());
    }

    private static Task takeControl(Ground ground) {
        Tenant tenant = Tenant.with(ground.realm(), ground.newBrowser());
        Organization organization = Organization.in(ground.realm(), tenant);
        TestUser olga = organization.administrator();
        Act act =
                new Requests(ground).api(tenant.account(olga), api -> api.post(organization.at("/grants"), FOR_A_DAY));
        return Task.of(act, olga).about(organization.id());
    }

    private static Task giveControlBack(Ground ground) {
        Tenant tenant = Tenant.with(ground.realm(), ground.newBrowser());
        Organization organization = Organization.in(ground.realm(), tenant);
        TestUser olga = organization.administrator();
        tenant.account(olga).post(organization.at("/grants"), FOR_A_DAY);
        Act act = new Requests(ground).api(tenant.account(olga), api -> api.delete(organization.at("/control")));
        return Task.of(act, olga).about(organization.id());
    }

    /** Both control Alice, so that what the first has approved waits for the second. */
    private static Task denyWhatIsApproved(Ground ground) {
        Tenant tenant = Tenant.with(ground.realm(), ground.newBrowser());
        Organization first = Organization.in(ground.realm(), tenant);
        TestUser olga = first.administrator();
        Organization second = Organization.in(ground.realm(), tenant);
        TestUser olaf = second.administrator();
        takesControl(tenant, first, olga);
        takesControl(tenant, second, olaf);
        String request =
                Office.id(tenant.agentsApi().post(Tenant.REQUESTS, tenant.wish(DAY, Map.of("reason", "ticket 42"))));
        tenant.account(olga).post(first.at("/requests/" + request + "/approve"), Map.of());
        Act act = new Requests(ground)
                .api(tenant.account(olaf), api -> api.post(second.at("/requests/" + request + "/deny"), Map.of()));
        return Task.of(act, tenant.agent(), tenant.alice(), olga, olaf).about(first.id(), second.id());
    }

    private static void takesControl(Tenant tenant, Organization organization, TestUser administrator) {
        Map<String, Object> denial = new HashMap<>(NOT_FOR_A_DAY);
        denial.put("scope", "user");
        denial.put("user", administrator.id());
        tenant.account(administrator).post(organization.at("/grants"), denial);
        organization.with(tenant.alice());
    }

    private static Task grantEndsByTime(Ground ground) {
        Office office = Office.in(ground.realm());
        office.grant(office.wish(EngineUseCases.UNTIL_ITS_TIME.toString()));
        return of(office, (node, heard) -> ground.async(() -> 0));
    }

    private static Task requestLapses(Ground ground) {
        Office office = Office.in(ground.realm());
        Requests.changed(office.adasApi(), Tenant.SETTINGS, settings -> settings.put("requestLapse", 3600));
        office.ask();
        return of(office, (node, heard) -> ground.async(() -> 0));
    }
}
