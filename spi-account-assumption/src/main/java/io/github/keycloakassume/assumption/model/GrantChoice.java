package io.github.keycloakassume.assumption.model;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import io.github.keycloakassume.impersonation.model.Mode;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the one grant that an act rests on. Grants are never merged: one alone allows all of it, or nothing does. */
public final class GrantChoice {

    private static final Comparator<Grant> NARROWEST_FIRST = Comparator.<Grant, ScopeKind>comparing(
                    grant -> grant.scope().kind())
            .thenComparing(GrantChoice::granteeKind, nullsLast(naturalOrder()))
            .thenComparing(grant -> grant.terms().subjectRoles().isEmpty())
            .thenComparing(grant -> grant.terms().mode() == Mode.FULL)
            .thenComparing(grant -> grant.terms().maxLifespan(), nullsLast(naturalOrder()))
            .thenComparing(grant -> grant.terms().maxConcurrent(), nullsLast(naturalOrder()))
            .thenComparing(Grant::endsAt, nullsLast(naturalOrder()))
            .thenComparing(comparing(Grant::id));

    private GrantChoice() {}

    /**
     * The grant that it rests on: the one named, else the narrowest that suffices; empty when there is none, or when a
     * denial is in force, which beats them all.
     *
     * @param candidates grants and denials whose scope reaches the subject: himself, his organizations, his realm
     * @param hasRoom whether one more impersonation may run under a grant; asked last, and of no more than needed
     */
    public static Optional<Grant> choose(AttemptFacts facts, Collection<Grant> candidates, Predicate<Grant> hasRoom) {
        if (candidates.stream().anyMatch(grant -> denies(grant, facts))) {
            return Optional.empty();
        }
        return candidates.stream()
                .filter(grant -> facts.named() == null || facts.named().equals(grant.id()))
                .filter(grant -> suffices(grant, facts))
                .sorted(NARROWEST_FIRST)
                .filter(hasRoom)
                .findFirst();
    }

    /** Whether the grant alone would do, were there no denial and room under it. */
    public static boolean suffices(Grant grant, AttemptFacts facts) {
        GrantTerms terms = grant.terms();
        return terms.effect() == Effect.ALLOW
                && grant.isActive(facts.now())
                && terms.allow().contains(facts.act())
                && GrantTerms.includes(terms.mode(), facts.mode())
                && (terms.grantee() == null || facts.impersonatorIs().contains(terms.grantee()))
                && isOneOf(terms.subjectRoles(), facts.subjectRoleIds())
                && !grant.decidedBy().isSamePersonAs(facts.impersonator())
                && !(facts.subjectUnderOwnControl() && grant.authority() == Authority.REALM);
    }

    private static boolean denies(Grant grant, AttemptFacts facts) {
        return grant.terms().effect() == Effect.DENY && grant.isActive(facts.now());
    }

    private static boolean isOneOf(Set<String> wanted, Set<String> held) {
        return wanted.isEmpty() || !Collections.disjoint(wanted, held);
    }

    private static @Nullable GranteeKind granteeKind(Grant grant) {
        Grantee grantee = grant.terms().grantee();
        return grantee == null ? null : grantee.kind();
    }
}
