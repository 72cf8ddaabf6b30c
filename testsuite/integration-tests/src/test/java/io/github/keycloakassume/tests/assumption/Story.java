package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;

/** What the agent of a tenant gets, and no longer gets. */
final class Story {

    private final RealmFixture realm;
    private final Rows rows;
    private final Tenant tenant;

    Story(RealmFixture realm, Rows rows, Tenant tenant) {
        this.realm = realm;
        this.rows = rows;
        this.tenant = tenant;
    }

    /** An impersonation that runs, with tokens of the agent's application. */
    record Running(String id, TokenAnswer tokens) {}

    /** The agent is Alice, and his application has her tokens. */
    Running running() {
        String id = tenant.scene().becomeAlice();
        return new Running(id, tenant.scene().app().singleSignOn());
    }

    /** It ends by itself, with its end in the records, and what he had opens nothing any more. */
    void assertOver(Running running) {
        await().untilAsserted(() -> assertThat(rows.of("ASSUME_IMPERSONATION", "ID", running.id()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsKey("END_CAUSE")));
        await().untilAsserted(() -> assertThat(
                        realm.tokens().userInfo(running.tokens().accessToken()).status())
                .isEqualTo(401));
        assertThat(realm.tokens()
                        .refresh(tenant.scene().client(), running.tokens().refreshToken())
                        .error())
                .isEqualTo("invalid_grant");
    }

    /** He goes on getting tokens. */
    void assertGoesOn(Running running) {
        assertThat(realm.tokens()
                        .refresh(tenant.scene().client(), running.tokens().refreshToken())
                        .status())
                .isEqualTo(200);
    }

    /** The agent may become that user, by that grant. */
    void assertReaches(TestUser subject, String grant) {
        AdminApi.Answer answer = tenant.scene().request(subject);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        assertThat(answer.body().path("grant").asText()).isEqualTo(grant);
    }

    /** The agent may not become that user, and nothing of it is kept. */
    void assertOutOfReach(TestUser subject) {
        int before = rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", subject.id()).size();

        AdminApi.Answer answer = tenant.scene().request(subject);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorKey()).isEqualTo("grant-required");
        assertThat(rows.of("ASSUME_IMPERSONATION", "SUBJECT_ID", subject.id())).hasSize(before);
    }
}
