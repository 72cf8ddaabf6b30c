package io.github.keycloakassume.assumption.store;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.AccessRequest.Answer;
import io.github.keycloakassume.assumption.model.AllowedAct;
import io.github.keycloakassume.assumption.model.Effect;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantDecision;
import io.github.keycloakassume.assumption.model.GrantDuration;
import io.github.keycloakassume.assumption.model.GrantPeriod;
import io.github.keycloakassume.assumption.model.GrantTerms;
import io.github.keycloakassume.assumption.model.Grantee;
import io.github.keycloakassume.assumption.model.GranteeKind;
import io.github.keycloakassume.assumption.model.Owner;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records with every field filled, no two with the same value, and with as few as can be. */
final class Samples {

    static final Instant START = Instant.ofEpochMilli(1_790_000_000_001L);
    static final Instant NOTICE = Instant.ofEpochMilli(1_790_000_000_002L);
    static final Instant END = Instant.ofEpochMilli(1_790_000_000_003L);
    static final Instant ENDED = Instant.ofEpochMilli(1_790_000_000_004L);
    static final Person ASKER = new Person("master-id", "asker-id", "asker");
    static final Person DECIDER = new Person("realm-id", "decider-id", "decider");
    static final Person ENDER = new Person("other-id", "ender-id", "ender");

    private Samples() {}

    static GrantTerms fullTerms() {
        return new GrantTerms(
                Effect.ALLOW,
                new Grantee(GranteeKind.IDENTITY_PROVIDER, "grantee-realm-id", "vendor"),
                Mode.READ_ONLY,
                Duration.ofSeconds(601),
                7,
                Set.of("role-a", "role-b"),
                Set.of(AllowedAct.UNLOCK, AllowedAct.RESET_EMAIL));
    }

    static Grant fullGrant(Grant.@Nullable End end) {
        return new Grant(
                "grant-id",
                "realm-id",
                Scope.organization("organization-id"),
                fullTerms(),
                new GrantDecision(
                        new Reason("because"), ASKER, DECIDER, Owner.organization("organization-id"), "request-id"),
                new GrantPeriod(START, END, NOTICE),
                end,
                3);
    }

    static Grant denial() {
        return new Grant(
                "denial-id",
                "realm-id",
                Scope.user("user-id"),
                GrantTerms.denial(),
                new GrantDecision(null, DECIDER, DECIDER, Owner.USER, null),
                new GrantPeriod(START, null, null),
                null,
                0);
    }

    static AccessRequest fullRequest(@Nullable Answer answer) {
        return new AccessRequest(
                "request-id",
                "realm-id",
                Scope.organization("organization-id"),
                fullTerms(),
                GrantDuration.parse("P1Y2M3DT4H5M6S"),
                new Reason("because"),
                "T-42",
                ASKER,
                START,
                END,
                answer,
                5);
    }

    static AccessRequest plainRequest() {
        return new AccessRequest(
                "plain-id",
                "realm-id",
                Scope.realm("realm-id"),
                GrantTerms.usual(),
                GrantDuration.INDEFINITE,
                new Reason("because"),
                null,
                ASKER,
                START,
                END,
                null,
                0);
    }
}
