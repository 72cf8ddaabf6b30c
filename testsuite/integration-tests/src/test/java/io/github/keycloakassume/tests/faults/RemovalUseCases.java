package io.github.keycloakassume.tests.faults;

import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.tests.assumption.Office;
import io.github.keycloakassume.tests.assumption.Organization;
import io.github.keycloakassume.tests.assumption.Tenant;
import io.github.keycloakassume.tests.faults.UseCase.Kind;
import io.github.keycloakassume.tests.impersonation.RealmSettings;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What follows from it, in the same transaction, when an administrator removes something by Keycloak's own API. */
final class RemovalUseCases {

    private static final String GRANT_ENDED = "GRANT_ENDED";
    private static final String BROKERS = "trustedBrokers";
    private static final String DECIDING = "decidingClients";
    private static final List<String> SETTINGS = List.of("ASSUME_SETTINGS", "ASSUME_GRANT_SETTINGS");

    private RemovalUseCases() {}

    static List<UseCase> all() {
        return List.of(
                new UseCase("remove a user", GRANT_ENDED, Kind.REQUEST, RemovalUseCases::user)
                        .walking("RemovalWatch", "Removals", "GrantEnds", "EndGrants", "RequestEnds"),
                new UseCase("take a member out of an organization", GRANT_ENDED, Kind.REQUEST, RemovalUseCases::member)
                        .walking("RemovalWatch", "Removals", "GrantEnds", "EndGrants"),
                new UseCase(
                                "remove a client that the settings name",
                                "SETTINGS_CHANGED",
                                Kind.REQUEST,
                                RemovalUseCases::client)
                        .walking("ForgetClient", "RemovalWatch", "Removals", "SettingsCleanup"));
    }

    /** One who is asked for, and to whom there is a grant. */
    private static Task user(Ground ground) {
        Office office = Office.in(ground.realm());
        office.ask();
        String grant = office.grantAlice(Map.of());
        return Task.of(removing(ground, "users/" + office.alice().id()), office.ada(), office.agent(), office.alice())
                .about(grant);
    }

    /** What the organization has decided about them ends. */
    private static Task member(Ground ground) {
        Tenant tenant = Tenant.with(ground.realm(), ground.newBrowser());
        Organization organization = Organization.in(ground.realm(), tenant).with(tenant.alice());
        TestUser olga = organization.administrator();
        Map<String, String> grant =
                Map.of("scope", "user", "user", tenant.alice().id(), "duration", "P1D");
        tenant.account(olga).post(organization.at("/grants"), grant);
        String member = organization.id() + "/members/" + tenant.alice().id();
        return Task.of(removing(ground, "organizations/" + member), olga, tenant.alice())
                .about(organization.id());
    }

    /** Those of impersonation, as a server that may be entered, and those of grants, as an application with which users decide. */
    private static Task client(Ground ground) {
        TestClient broker = ground.realm().client("broker-" + UUID.randomUUID());
        Requests.changed(
                ground.platform(),
                RealmSettings.PATH,
                settings -> settings.withArray(BROKERS).add(broker.clientId()));
        Requests.changed(
                Office.in(ground.realm()).adasApi(),
                Tenant.SETTINGS,
                settings -> settings.withArray(DECIDING).add(broker.clientId()));
        return Task.of(removing(ground, "clients/" + broker.id()))
                .about(broker.id())
                .thenHolds(new Hold(
                        "no settings name it",
                        () -> SETTINGS.stream()
                                .noneMatch(table ->
                                        ground.rows().of(table).toString().contains(broker.id()))));
    }

    private static Act removing(Ground ground, String path) {
        return new Requests(ground).platform(api -> api.delete(path));
    }
}
