package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("An application that may impersonate and no more, with a token of the realm's administrator,")
final class NarrowApplicationIT {

    private final RealmFixture realm;
    private final Rows rows;
    private final TestUser administrator;
    private final TestClient application;

    NarrowApplicationIT(RealmFixture realm, Rows rows) {
        this.realm = realm;
        this.rows = rows;
        String number = UUID.randomUUID().toString();
        this.administrator = realm.user("administrator-" + number, "realm-admin");
        this.application = realm.client("narrow-" + number);
        realm.narrow(application, "impersonation");
    }

    @Test
    void becomes_nobody_who_is_more_privileged_than_itself() {
        TestUser manager = realm.user("manager-" + UUID.randomUUID(), "manage-users");

        AdminApi.Answer answer = request(manager);

        assertThat(answer.errorKey()).isEqualTo("subject-more-privileged");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", manager.id())).isEmpty();
    }

    @Test
    void becomes_an_ordinary_user() {
        TestUser alice = realm.user("alice-" + UUID.randomUUID());

        assertThat(request(alice).status()).isEqualTo(201);
    }

    private AdminApi.Answer request(TestUser subject) {
        String token = realm.tokens().password(application, administrator).accessToken();
        return AdminApi.of(realm, token).post(Scene.SESSIONS, Map.of("user", subject.id(), "reason", Scene.REASON));
    }
}
