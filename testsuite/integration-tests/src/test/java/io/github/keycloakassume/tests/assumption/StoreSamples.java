package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.AllowedAct;
import io.github.keycloakassume.assumption.model.Effect;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantDecision;
import io.github.keycloakassume.assumption.model.GrantDuration;
import io.github.keycloakassume.assumption.model.GrantPeriod;
import io.github.keycloakassume.assumption.model.GrantTerms;
import io.github.keycloakassume.assumption.model.Grantee;
import io.github.keycloakassume.assumption.model.Owner;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** Grants and requests that the tests of stores have in common. */
final class StoreSamples {

    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));
    static final String REALM = "realm-id";
    static final Person TENANT = new Person(REALM, "tenant-id", "tenant");
    static final Person AGENT = new Person("master-id", "agent-id", "agent");
    static final Scope ALICE = Scope.user("alice-id");
    static final Scope ACME = Scope.organization("acme-id");

    private StoreSamples() {}

    /** One of Alice's, in force, indefinitely. */
    static Grant grant(String id) {
        return grant(id, ALICE, null);
    }

    static Grant grant(String id, Scope scope, @Nullable Instant endsAt) {
        return grant(id, scope, GrantTerms.usual(), NOW, endsAt);
    }

    static Grant grant(String id, Scope scope, GrantTerms terms, Instant startsAt, @Nullable Instant endsAt) {
        return Grant.given(
                id,
                REALM,
                scope,
                terms,
                new GrantDecision(null, AGENT, TENANT, Owner.REALM, null),
                GrantPeriod.from(startsAt, endsAt));
    }

    /** Terms with every field filled. */
    static GrantTerms terms(Grantee grantee, Set<String> subjectRoles) {
        return new GrantTerms(
                Effect.ALLOW,
                grantee,
                Mode.READ_ONLY,
                Duration.ofMinutes(10),
                3,
                subjectRoles,
                Set.of(AllowedAct.IMPERSONATE, AllowedAct.UNLOCK));
    }

    static AccessRequest request(String id) {
        return request(id, ALICE, GrantTerms.usual(), NOW);
    }

    static AccessRequest request(String id, Scope scope, GrantTerms terms, Instant requestedAt) {
        return new AccessRequest(
                id,
                REALM,
                scope,
                terms,
                GrantDuration.parse("P1W"),
                new Reason(anyScript()),
                "T-世界",
                AGENT,
                requestedAt,
                requestedAt.plus(Duration.ofDays(3)),
                null,
                0);
    }

    /** Two thousand characters. */
    static String anyScript() {
        return "Grüße, 世界, \uD83D\uDD11 — ".repeat(200).substring(0, 1_999) + ".";
    }

    static void assertStale(ThrowingCallable doing) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(doing)
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(Refusal.VERSION_STALE));
    }
}
