package io.github.keycloakassume.tests.impersonation;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * Who may become whom: every actor and every subject, in both modes, on each path that decides: the request, the start in
 * the browser, the use of a running impersonation.
 */
@KeycloakTest
@DisplayName("The one decision")
final class DecisionTableIT {

    private static final List<String> MODES = List.of("full", "read-only");

    private final RealmFixture realm;
    private final RealmFixture master;
    private final Browser browser;
    private final Rows rows;
    private final Keycloak admin;

    DecisionTableIT(RealmFixture realm, Keycloak admin, Browser browser, Rows rows) {
        this.realm = realm;
        this.master = realm.sibling(admin, "master");
        this.browser = browser;
        this.rows = rows;
        this.admin = admin;
    }

    @ParameterizedTest(name = "request by {0}")
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            actor,          plain,                     manager,                   administrator,             protected,                 disabled,                  service,                   unknown,                   self
            nobody,         impersonation-not-allowed, impersonation-not-allowed, impersonation-not-allowed, impersonation-not-allowed, impersonation-not-allowed, impersonation-not-allowed, impersonation-not-allowed, impersonation-not-allowed
            users-manager,  impersonation-not-allowed, impersonation-not-allowed, impersonation-not-allowed, impersonation-not-allowed, impersonation-not-allowed, impersonation-not-allowed, impersonation-not-allowed, impersonation-not-allowed
            agent,          allowed,                   subject-more-privileged,   subject-more-privileged,   subject-protected,         user-disabled,             service-account,           user-not-found,            self-impersonation
            agent-manager,  allowed,                   allowed,                   subject-more-privileged,   subject-protected,         user-disabled,             service-account,           user-not-found,            self-impersonation
            administrator,  allowed,                   allowed,                   allowed,                   subject-protected,         user-disabled,             service-account,           user-not-found,            self-impersonation
            master-support, allowed,                   subject-more-privileged,   subject-more-privileged,   subject-protected,         user-disabled,             service-account,           user-not-found,            user-not-found
            master-admin,   allowed,                   allowed,                   allowed,                   subject-protected,         user-disabled,             service-account,           user-not-found,            user-not-found
            service,        no-browser,                no-browser,                no-browser,                no-browser,                no-browser,                no-browser,                no-browser,                no-browser
            impersonated,   impersonated,              impersonated,              impersonated,              impersonated,              impersonated,              impersonated,              impersonated,              impersonated
            """)
    void on_the_path_of_a_request(
            String actor,
            String plain,
            String manager,
            String administrator,
            String protectedOne,
            String disabled,
            String service,
            String unknown,
            String self) {
        Scene scene = Scene.with(realm, browser);
        Map<String, String> expected = Map.of(
                "plain", plain,
                "manager", manager,
                "administrator", administrator,
                "protected", protectedOne,
                "disabled", disabled,
                "service", service,
                "unknown", unknown,
                "self", self);
        SoftAssertions softly = new SoftAssertions();
        try (Actor caller = actor(actor, scene)) {
            expected.forEach((subject, decision) -> {
                String user = subject.equals("self") ? caller.userId() : subject(subject, scene);
                for (String mode : MODES) {
                    AdminApi.Answer answer = AdminApi.of(realm, caller.token())
                            .post(Scene.SESSIONS, Map.of("user", user, "reason", Scene.REASON, "mode", mode));
                    softly.assertThat(answer.status() == 201 ? "allowed" : answer.errorKey())
                            .as("%s asks to become %s, %s", actor, subject, mode)
                            .isEqualTo(decision);
                    softly.assertThat(answer.response()
                                    .headers()
                                    .firstValue("Location")
                                    .isPresent())
                            .as("an impersonation of %s by %s, %s", subject, actor, mode)
                            .isEqualTo(decision.equals("allowed"));
                }
            });
        }
        softly.assertAll();
    }

    @ParameterizedTest(name = "start by {0} when {1}: {2}")
    @CsvSource({
        "agent, nothing, full, allowed",
        "agent, nothing, read-only, allowed",
        "agent, subject becomes manager, full, subject-more-privileged",
        "agent, subject becomes manager, read-only, subject-more-privileged",
        "agent-manager, subject becomes manager, full, allowed",
        "agent-manager, subject becomes administrator, full, subject-more-privileged",
        "agent, subject becomes protected, full, subject-protected",
        "administrator, subject becomes protected, read-only, subject-protected",
        "agent, subject becomes disabled, full, user-disabled",
        "agent, subject becomes unknown, full, user-not-found",
        "agent, actor becomes nobody, full, impersonation-not-allowed",
        "agent, actor becomes nobody, read-only, impersonation-not-allowed",
    })
    void on_the_path_of_the_browser(String actor, String change, String mode, String decision) {
        Scene scene = Scene.withAgentRoles(realm, browser, roles(actor));
        AdminApi.Answer requested = scene.agentApi().post(Scene.SESSIONS, wish(scene, mode));
        scene.page().navigate(requested.body().path("startUrl").asText());

        change(change, scene);
        scene.confirm();

        boolean allowed = decision.equals("allowed");
        scene.page().waitForURL(url -> allowed == !url.contains("/impersonation/start"));
        assertThat(scene.status()).contains("\"impersonating\":" + allowed);
        assertThat(rows.of(
                        "ASSUME_IMPERSONATION",
                        "ID",
                        requested.body().path("id").asText()))
                .singleElement()
                .satisfies(row -> assertThat(row.containsKey("STARTED_AT")).isEqualTo(allowed));
        if (!allowed) {
            assertThat(rows.of(
                            "ASSUME_TRAIL",
                            "IMPERSONATION_ID",
                            requested.body().path("id").asText()))
                    .anySatisfy(row -> assertThat(row).containsEntry("DETAIL", decision));
        }
    }

    @ParameterizedTest(name = "use by {0} when {1}: {2}")
    @CsvSource({
        "agent, nothing, true",
        "agent, subject becomes manager, false",
        "agent-manager, subject becomes manager, true",
        "agent-manager, subject becomes administrator, false",
        "agent, subject becomes protected, false",
        "administrator, subject becomes protected, false",
        "agent, subject becomes disabled, false",
        "agent, subject becomes unknown, false",
        "agent, actor becomes nobody, false",
    })
    void on_the_path_of_its_use(String actor, String change, boolean goesOn) {
        Scene scene = Scene.withAgentRoles(realm, browser, roles(actor));
        scene.becomeAlice();
        TokenAnswer tokens = scene.app().singleSignOn();

        change(change, scene);

        assertThat(realm.tokens().refresh(scene.client(), tokens.refreshToken()).status())
                .isEqualTo(goesOn ? 200 : 400);
        scene.app().open();
        if (goesOn) {
            assertThat(scene.app().tokens().status()).isEqualTo(200);
        } else {
            assertThat(scene.page().locator("#username, #assume-ended").first()).isVisible();
        }
    }

    /** Somebody who asks; what is left of him outside the test's realm is removed when he is closed. */
    private record Actor(String userId, String token, Runnable removal) implements AutoCloseable {

        private Actor(String userId, String token) {
            this(userId, token, () -> {});
        }

        @Override
        public void close() {
            removal.run();
        }
    }

    private Actor actor(String kind, Scene scene) {
        return switch (kind) {
            case "service" -> service(scene);
            case "impersonated" -> impersonated(scene);
            case "master-support" -> masterSupport(scene);
            case "master-admin" ->
                new Actor(
                        master.admin().users().search("admin", true).get(0).getId(),
                        admin.tokenManager().grantToken().getToken());
            default -> {
                TestUser user = realm.user(kind + "-actor-" + scene.number(), roles(kind));
                yield new Actor(
                        user.id(), realm.tokens().password(scene.client(), user).accessToken());
            }
        };
    }

    private static String[] roles(String actor) {
        return switch (actor) {
            case "users-manager" -> new String[] {"manage-users"};
            case "agent" -> new String[] {"impersonation"};
            case "agent-manager" -> new String[] {"impersonation", "manage-users"};
            case "administrator" -> new String[] {"realm-admin"};
            default -> new String[0];
        };
    }

    private Actor service(Scene scene) {
        TestClient client = realm.client(
                "service-actor-" + scene.number(), representation -> representation.setServiceAccountsEnabled(true));
        UserRepresentation account = realm.admin().clients().get(client.id()).getServiceAccountUser();
        realm.grant(new TestUser(account.getId(), account.getUsername(), "", ""), "realm-management", "impersonation");
        return new Actor(
                account.getId(),
                realm.tokens()
                        .token(client, Map.of("grant_type", "client_credentials"))
                        .accessToken());
    }

    private Actor impersonated(Scene scene) {
        TestUser other = realm.user("other-agent-" + scene.number(), "impersonation");
        realm.grant(scene.agent(), "realm-management", "manage-users");
        scene.become(other);
        return new Actor(other.id(), scene.app().singleSignOn().accessToken());
    }

    private Actor masterSupport(Scene scene) {
        TestClient client = Scene.app(master, "master-table-" + realm.name() + scene.number(), representation -> {});
        TestUser user = master.user("master-support-" + realm.name() + scene.number());
        master.grant(user, realm.name() + "-realm", "impersonation");
        return new Actor(user.id(), master.tokens().password(client, user).accessToken(), () -> {
            master.admin().users().delete(user.id()).close();
            master.admin().clients().get(client.id()).remove();
        });
    }

    private String subject(String kind, Scene scene) {
        if (kind.equals("unknown")) {
            return "nobody-at-all";
        }
        if (kind.equals("service")) {
            String clientId = "service-subject-" + scene.number();
            realm.client(clientId, client -> client.setServiceAccountsEnabled(true));
            return "service-account-" + clientId;
        }
        TestUser subject = realm.user(kind + "-subject-" + scene.number());
        become(kind, subject);
        return subject.id();
    }

    private void change(String change, Scene scene) {
        switch (change) {
            case "nothing" -> {}
            case "actor becomes nobody" -> realm.revoke(scene.agent(), "realm-management", "impersonation");
            default -> become(change.substring(change.lastIndexOf(' ') + 1), scene.alice());
        }
    }

    private void become(String kind, TestUser subject) {
        switch (kind) {
            case "plain" -> {}
            case "manager" -> realm.grant(subject, "realm-management", "manage-users");
            case "administrator" -> realm.grant(subject, "realm-management", "realm-admin");
            case "protected" -> realm.grant(subject, "realm-management", "not-impersonatable");
            case "unknown" -> realm.admin().users().delete(subject.id()).close();
            case "disabled" -> {
                UserRepresentation representation =
                        realm.admin().users().get(subject.id()).toRepresentation();
                representation.setEnabled(false);
                realm.admin().users().get(subject.id()).update(representation);
            }
            default -> throw new IllegalArgumentException(kind);
        }
    }

    private static Map<String, String> wish(Scene scene, String mode) {
        return Map.of("user", scene.alice().username(), "reason", Scene.REASON, "mode", mode);
    }
}
