package io.github.keycloakassume.tests.assumption;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As {@link Tenant}, without a browser: Ada, who decides, Alice, and a vendor's agent, each with people of its own. Enough
 * for all that is decided before somebody becomes somebody else.
 */
public final class Office {

    static final String SESSIONS = "impersonation/sessions";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int number = NUMBER.incrementAndGet();
    private final RealmFixture realm;
    private final TestClient programs;
    private final TestUser ada;
    private final TestUser agent;
    private final TestUser alice;

    private Office(RealmFixture realm) {
        this.realm = realm;
        this.ada = user("office-ada", "manage-account-assumption");
        this.programs = DecidingClient.in(realm, ada);
        this.agent = user("office-agent", "assume-accounts");
        this.alice = user("office-alice");
    }

    public static Office in(RealmFixture realm) {
        return new Office(realm);
    }

    public TestUser user(String name, String... realmManagementRoles) {
        return realm.user(name + "-" + number, realmManagementRoles);
    }

    public TestUser ada() {
        return ada;
    }

    public TestUser agent() {
        return agent;
    }

    public TestUser alice() {
        return alice;
    }

    /** A name of something else of this office's own. */
    String named(String name) {
        return name + "-" + number;
    }

    /** The Admin API with a new token of that user: time may have been moved since the last one. */
    public AdminApi api(TestUser user) {
        return AdminApi.of(realm, token(user));
    }

    /** What is for organizations and users, with a token of that user. */
    public AdminApi accountOf(TestUser user) {
        return AdminApi.ofAccount(realm, token(user));
    }

    String token(TestUser user) {
        return realm.tokens().password(programs, user).accessToken();
    }

    public AdminApi adasApi() {
        return api(ada);
    }

    public AdminApi agentsApi() {
        return api(agent);
    }

    /** Access to Alice alone. */
    public Map<String, Object> wish(String duration) {
        return wish(duration, Map.of());
    }

    public Map<String, Object> wish(String duration, Map<String, ?> more) {
        Map<String, Object> wish = new HashMap<>(Map.of("scope", "user", "user", alice.id(), "duration", duration));
        wish.putAll(more);
        return wish;
    }

    /** The same, asked for by somebody of the vendor's. */
    public Map<String, Object> question(String duration, Map<String, ?> more) {
        Map<String, Object> question = wish(duration, more);
        question.putIfAbsent("reason", "ticket 42: cannot see the invoice");
        return question;
    }

    /** Ada grants that, and it succeeds; the answer. */
    public AdminApi.Answer grant(Map<String, ?> wish) {
        AdminApi.Answer answer = adasApi().post(Tenant.GRANTS, wish);
        if (answer.status() != 201) {
            throw new AssertionError("not granted: " + answer.status() + " " + answer.body());
        }
        return answer;
    }

    /** Alice on these terms, for a day; the grant's id. */
    public String grantAlice(Map<String, ?> terms) {
        return id(grant(wish("P1D", terms)));
    }

    /** The agent asks for that, and it is noted; the request's id. */
    public String ask(Map<String, ?> question) {
        AdminApi.Answer answer = agentsApi().post(Tenant.REQUESTS, question);
        if (answer.status() != 201) {
            throw new AssertionError("not noted: " + answer.status() + " " + answer.body());
        }
        return id(answer);
    }

    /** The agent asks for Alice for a day. */
    public String ask() {
        return ask(question("P1D", Map.of()));
    }

    /** What the agent is answered when he wants to be Alice. */
    AdminApi.Answer attempt() {
        return attempt(agent, Map.of());
    }

    AdminApi.Answer attempt(TestUser by, Map<String, ?> more) {
        Map<String, Object> wish = new HashMap<>(Map.of("user", alice.id(), "reason", "ticket 42"));
        wish.putAll(more);
        return api(by).post(SESSIONS, wish);
    }

    public static String id(AdminApi.Answer answer) {
        return answer.body().path("id").asText();
    }

    /** Does both at the same moment, on threads of their own. */
    static List<AdminApi.Answer> atOnce(Callable<AdminApi.Answer> one, Callable<AdminApi.Answer> other)
            throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            return threads.invokeAll(List.of(one, other)).stream()
                    .map(Office::answerOf)
                    .toList();
        } finally {
            threads.shutdown();
        }
    }

    private static AdminApi.Answer answerOf(Future<AdminApi.Answer> answered) {
        try {
            return answered.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError("no answer", e);
        }
    }
}
