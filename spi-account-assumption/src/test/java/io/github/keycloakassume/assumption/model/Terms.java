package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.Mode;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Terms of a grant, the usual ones but for what a test says. */
final class Terms {

    private Effect effect = Effect.ALLOW;
    private @Nullable Grantee grantee;
    private Mode mode = Mode.FULL;
    private @Nullable Duration maxLifespan;
    private @Nullable Integer maxConcurrent;
    private Set<String> subjectRoles = Set.of();
    private Set<AllowedAct> allow = Set.of(AllowedAct.IMPERSONATE);

    static Terms of() {
        return new Terms();
    }

    static Terms ofDenial() {
        Terms terms = new Terms();
        terms.effect = Effect.DENY;
        terms.allow = Set.of();
        return terms;
    }

    Terms to(@Nullable Grantee who) {
        grantee = who;
        return this;
    }

    Terms in(Mode which) {
        mode = which;
        return this;
    }

    Terms lasting(@Nullable Duration longest) {
        maxLifespan = longest;
        return this;
    }

    Terms atOnce(@Nullable Integer most) {
        maxConcurrent = most;
        return this;
    }

    Terms about(Set<String> roles) {
        subjectRoles = roles;
        return this;
    }

    Terms about(String... roles) {
        return about(Set.of(roles));
    }

    Terms allowing(Set<AllowedAct> acts) {
        allow = acts;
        return this;
    }

    Terms allowing(AllowedAct... acts) {
        return allowing(Set.of(acts));
    }

    GrantTerms build() {
        return new GrantTerms(effect, grantee, mode, maxLifespan, maxConcurrent, subjectRoles, allow);
    }
}
