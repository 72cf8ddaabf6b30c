package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** People, grants and requests that the tests have in common. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final String REALM = "realm-id";
    static final Person TENANT = new Person(REALM, "tenant-id", "tenant");
    static final Person OTHER_TENANT = new Person(REALM, "other-tenant-id", "other-tenant");
    static final Person AGENT = new Person("master-id", "agent-id", "agent");
    static final Person RENAMED_AGENT = new Person("master-id", "agent-id", "agent-smith");
    static final Grantee AGENT_HIMSELF = new Grantee(GranteeKind.USER, "master-id", "agent-id");
    static final Grantee SUPPORT_GROUP = new Grantee(GranteeKind.GROUP, "master-id", "support");
    static final Grantee SUPPORT_ROLE = new Grantee(GranteeKind.ROLE, "master-id", "supporter");
    static final Grantee VENDOR_LOGIN = new Grantee(GranteeKind.IDENTITY_PROVIDER, REALM, "vendor");

    static final Belonging IN_ACME = new Belonging(Set.of("acme"), Set.of("acme"), Set.of());
    static final Belonging ACME_IN_CONTROL = new Belonging(Set.of("acme"), Set.of("acme"), Set.of("acme"));

    private Samples() {}

    static Grant grant(String id, Scope scope, GrantTerms terms, @Nullable Instant endsAt) {
        return Grant.given(
                id,
                REALM,
                scope,
                terms,
                new GrantDecision(new Reason("ticket 42"), AGENT, TENANT, Owner.REALM, null),
                GrantPeriod.from(NOW.minusSeconds(3600), endsAt));
    }

    static Grant grant(String id, Terms terms) {
        return grant(id, Scope.user("alice-id"), terms.build(), null);
    }

    static AccessRequest request() {
        return request(GrantTerms.usual());
    }

    static AccessRequest request(GrantTerms terms) {
        return new AccessRequest(
                "request",
                REALM,
                Scope.user("alice-id"),
                terms,
                GrantDuration.parse("P1D"),
                new Reason("ticket 42"),
                "T-42",
                AGENT,
                NOW,
                NOW.plus(Duration.ofDays(3)),
                null,
                0);
    }

    static AttemptFacts attempt() {
        return attempt(Mode.FULL, null);
    }

    static AttemptFacts attempt(Mode mode, @Nullable String named) {
        return attempt(mode, named, IN_ACME);
    }

    static AttemptFacts attempt(Mode mode, @Nullable String named, Belonging subject) {
        return new AttemptFacts(
                NOW,
                NOW,
                AGENT,
                Set.of(AGENT_HIMSELF, SUPPORT_GROUP, SUPPORT_ROLE, VENDOR_LOGIN),
                Set.of("customer"),
                mode,
                AllowedAct.IMPERSONATE,
                named,
                subject);
    }

    static void assertRefused(Refusal refusal, ThrowingCallable doing, Object... params) {
        Assertions.assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(doing)
                .satisfies(refused -> {
                    Assertions.assertThat(refused.refusal()).isEqualTo(refusal);
                    Assertions.assertThat(refused.params()).containsExactly(params);
                });
    }
}
