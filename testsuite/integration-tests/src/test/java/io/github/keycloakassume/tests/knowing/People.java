package io.github.keycloakassume.tests.knowing;

import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Users of every kind that a request may name, each with all of its names. Master is as it was when this is closed. */
public final class People implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int number = NUMBER.incrementAndGet();
    private final RealmFixture realm;
    private final RealmFixture master;
    private final TestUser existing;
    private final TestUser stranger;
    private final List<Named> names = new ArrayList<>();

    /** People in that realm, who need usernames that Keycloak allows only where e-mail addresses are no login names. */
    public People(RealmFixture realm, RealmFixture master) {
        this.realm = realm;
        this.master = master;
        realm.update(settings -> settings.setLoginWithEmailAllowed(false));
        this.existing = user("existing");
        this.stranger = master.user("stranger-" + UUID.randomUUID());
        call(Named.Kind.EXISTING, existing);
        call(
                Named.Kind.UNKNOWN,
                new TestUser(UUID.randomUUID().toString(), "missing-" + number, "missing@x.example", ""));
        call(Named.Kind.OTHER_REALM, stranger);
        call(Named.Kind.PROTECTED, user("protected", "not-impersonatable"));
        call(Named.Kind.DISABLED, realm.user("disabled-" + number, representation -> representation.setEnabled(false)));
        callTwo();
    }

    /** One who may be impersonated. */
    public TestUser existing() {
        return existing;
    }

    /** All names of all of them. */
    public Stream<Named> names() {
        return names.stream();
    }

    @Override
    public void close() {
        master.admin().users().delete(stranger.id()).close();
    }

    private TestUser user(String name, String... roles) {
        return realm.user(name + "-" + number, roles);
    }

    private void call(Named.Kind kind, TestUser user) {
        names.add(new Named(kind, Named.By.ID, user.id()));
        names.add(new Named(kind, Named.By.USERNAME, user.username()));
        names.add(new Named(kind, Named.By.EMAIL, user.email()));
    }

    /** The e-mail address, and the id, of one user are usernames of others. */
    private void callTwo() {
        TestUser one = user("one");
        realm.user(one.email(), user -> user.setEmail("other-" + number + "@x.example"));
        realm.user(one.id(), user -> user.setEmail("another-" + number + "@x.example"));
        names.add(new Named(Named.Kind.AMBIGUOUS, Named.By.ID, one.id()));
        names.add(new Named(Named.Kind.AMBIGUOUS, Named.By.USERNAME, one.email()));
        names.add(new Named(Named.Kind.AMBIGUOUS, Named.By.EMAIL, one.email()));
    }
}
