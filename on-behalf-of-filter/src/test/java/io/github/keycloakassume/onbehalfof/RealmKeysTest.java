package io.github.keycloakassume.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often the realm's keys are asked for, and how long they are good. */
final class RealmKeysTest {

    private final TestClock clock = new TestClock();
    private final Realm realm = new Realm();
    private final Transport transport = new Transport(Duration.ofSeconds(2), Duration.ofSeconds(5));
    private final RealmKeys keys = new RealmKeys(URI.create(realm.issuer() + "/certs"), transport, clock);

    @AfterEach
    void stop() {
        transport.close();
        realm.close();
    }

    @Test
    void theyAreKeptForFiveMinutes() throws KeySourceException {
        assertThat(find("ours")).hasSize(1);
        clock.advance(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(find("ours")).hasSize(1);
        assertThat(realm.keysAsked()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(find("ours")).hasSize(1);
        assertThat(realm.keysAsked()).isEqualTo(2);
    }

    @Test
    void aKeyThatTheRealmHasTakenAwayIsGoodNoLonger() throws KeySourceException {
        find("ours");
        realm.takesANewKey("new");
        clock.advance(Duration.ofMinutes(5));
        assertThat(find("ours")).isEmpty();
    }

    @Test
    void aNewKeyIsFoundAtOnce() throws KeySourceException {
        find("ours");
        realm.takesANewKey("new");
        assertThat(find("new")).hasSize(1);
        assertThat(realm.keysAsked()).isEqualTo(2);
    }

    @Test
    void unknownKeysHaveThemAskedForOnceInThirtySeconds() throws KeySourceException {
        find("ours");
        for (int i = 0; i < 5; i++) {
            assertThat(find("unknown-" + i)).isEmpty();
        }
        assertThat(realm.keysAsked()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(30));
        realm.takesANewKey("new");
        assertThat(find("new")).hasSize(1);
        assertThat(realm.keysAsked()).isEqualTo(3);
    }

    @Test
    void thatTheyCannotBeHadIsNotThatTheyAreUnknown() throws KeySourceException {
        find("ours");
        realm.close();
        assertThat(find("ours")).hasSize(1);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> find("new")).isInstanceOf(KeySourceException.class);
        }
        clock.advance(Duration.ofMinutes(5));
        assertThatThrownBy(() -> find("ours")).isInstanceOf(KeySourceException.class);
    }

    @Test
    void anAnswerThatIsNoSetOfKeysIsNone() {
        realm.publishes("<html>");
        assertThatThrownBy(() -> find("ours")).isInstanceOf(KeySourceException.class);
    }

    private List<JWK> find(String id) throws KeySourceException {
        try (var patience = new Patience(new Semaphore(1), Duration.ofSeconds(10), System::nanoTime)) {
            return keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), patience);
        }
    }
}
