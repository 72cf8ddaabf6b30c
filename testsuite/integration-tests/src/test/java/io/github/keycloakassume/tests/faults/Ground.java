package io.github.keycloakassume.tests.faults;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.Cluster;
import io.github.keycloakassume.testbed.Database;
import io.github.keycloakassume.testbed.KeycloakNode;
import io.github.keycloakassume.testbed.LogoutReceiver;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.tests.assumption.Office;
import io.github.keycloakassume.tests.impersonation.RealmSettings;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.keycloak.admin.client.Keycloak;

/** Two nodes, their database, and one realm in which all of it is done; faults are done to the second node. */
final class Ground implements AutoCloseable {

    private static final int HOURS_10 = 36_000;
    private static final double PAGE_PATIENCE_MILLIS = 15_000;

    private final RealmFixture realm;
    private final Cluster cluster;
    private final Database database;
    private final Browser browser;
    private final Keycloak admin;
    private final TimeMachine time;
    private final Rows rows;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Browser> browsers = new ArrayList<>();
    private Mailbox mailbox;
    private LogoutReceiver receiver;
    private CompletableFuture<Void> secondStarts = CompletableFuture.completedFuture(null);

    Ground(
            RealmFixture realm,
            Cluster cluster,
            Database database,
            Browser browser,
            Keycloak admin,
            TimeMachine time,
            Rows rows) {
        this.realm = realm;
        this.cluster = cluster;
        this.database = database;
        this.browser = browser;
        this.admin = admin;
        this.time = time;
        this.rows = rows;
        this.mailbox = Mailbox.startAt(0);
        this.receiver = LogoutReceiver.start();
        realm.update(representation -> {
            // A round takes minutes, and moves time by an hour.
            representation.setAccessTokenLifespan(HOURS_10);
            representation.setSsoSessionIdleTimeout(HOURS_10);
            representation.setSsoSessionMaxLifespan(HOURS_10);
            representation.setOrganizationsEnabled(true);
        });
        RealmSettings.of(realm, admin).change(notifyBoth());
        // The first of a realm changes its settings, which none of those that are compared does.
        Office.in(realm);
    }

    /** The settings of impersonation that all of it is done with. */
    static Map<String, Object> notifyBoth() {
        return Map.of("notify", "both");
    }

    /** Before each round: new receivers of mails and logouts, and both nodes there. */
    void begin(boolean applicationsAnswer) {
        secondStarts.join();
        receiver.close();
        receiver = applicationsAnswer ? LogoutReceiver.start() : LogoutReceiver.hanging();
        mailbox.close();
        mailbox = Mailbox.startAt(0);
        mailsArrive();
        admin.tokenManager().grantToken();
    }

    /** After each round. */
    void end() {
        secondStarts.join();
        time.reset();
        browsers.forEach(Browser::close);
        browsers.clear();
    }

    RealmFixture realm() {
        return realm;
    }

    Database database() {
        return database;
    }

    KeycloakNode first() {
        return cluster.first();
    }

    KeycloakNode second() {
        return cluster.second();
    }

    TimeMachine time() {
        return time;
    }

    Rows rows() {
        return rows;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    LogoutReceiver receiver() {
        return receiver;
    }

    /** The administrator of master. */
    AdminApi platform() {
        return AdminApi.of(realm, admin.tokenManager().grantToken().getToken());
    }

    /** Mails go where they are counted. */
    void mailsArrive() {
        realm.sendMailTo(mailbox);
    }

    /** Starts the second node again while the first one is looked at. */
    void startSecondAgain() {
        secondStarts = CompletableFuture.runAsync(cluster.second()::startAgain, threads);
    }

    void awaitSecond() {
        secondStarts.join();
    }

    <T> CompletableFuture<T> async(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, threads);
    }

    /** A browser of its own, for one round. */
    Browser newBrowser() {
        Browser another = browser.another();
        another.context().setDefaultTimeout(PAGE_PATIENCE_MILLIS);
        browsers.add(another);
        return another;
    }

    /** An agent and Alice, in a browser of their own. */
    Scene scene() {
        return Scene.with(realm, newBrowser());
    }

    @Override
    public void close() {
        secondStarts.handle((done, failure) -> true).join();
        threads.shutdown();
        receiver.close();
        mailbox.close();
    }
}
