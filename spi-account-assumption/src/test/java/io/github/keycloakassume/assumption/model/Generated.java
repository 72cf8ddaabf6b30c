package io.github.keycloakassume.assumption.model;

import static io.github.keycloakassume.assumption.model.Samples.AGENT;
import static io.github.keycloakassume.assumption.model.Samples.AGENT_HIMSELF;
import static io.github.keycloakassume.assumption.model.Samples.NOW;
import static io.github.keycloakassume.assumption.model.Samples.REALM;
import static io.github.keycloakassume.assumption.model.Samples.SUPPORT_GROUP;
import static io.github.keycloakassume.assumption.model.Samples.SUPPORT_ROLE;
import static io.github.keycloakassume.assumption.model.Samples.TENANT;
import static io.github.keycloakassume.assumption.model.Samples.VENDOR_LOGIN;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;
import org.jspecify.annotations.Nullable;

/** Grants and attempts of a small world, so that they often meet. */
final class Generated extends DomainContextBase {

    private static final List<Grantee> GRANTEES = List.of(AGENT_HIMSELF, SUPPORT_GROUP, SUPPORT_ROLE, VENDOR_LOGIN);
    private static final List<String> ROLES = List.of("customer", "manager", "clerk");
    private static final List<Scope> SCOPES =
            List.of(Scope.user("alice-id"), Scope.organization("acme"), Scope.realm(REALM));

    /** Candidates of one choice: their ids differ, as those of rows do. */
    record Candidates(List<Grant> grants) {}

    @Provide
    Arbitrary<GrantTerms> terms() {
        return Combinators.combine(
                        Arbitraries.of(GRANTEES).injectNull(0.5),
                        Arbitraries.of(Mode.class),
                        Arbitraries.of(Duration.ofMinutes(10), Duration.ofHours(1))
                                .injectNull(0.5),
                        Arbitraries.of(1, 5).injectNull(0.5),
                        Arbitraries.of(ROLES).set().ofMaxSize(2),
                        Arbitraries.of(AllowedAct.class).set().ofMinSize(1))
                .as((grantee, mode, lifespan, atOnce, roles, acts) ->
                        new GrantTerms(Effect.ALLOW, grantee, mode, lifespan, atOnce, roles, acts));
    }

    @Provide
    Arbitrary<Grant> grants() {
        Arbitrary<Grant> opening = Combinators.combine(ids(), Arbitraries.of(SCOPES), terms(), deciders(), ends())
                .as(Generated::grant)
                .flatMap(grant -> owners(grant.scope()).map(grant::inTheNameOf));
        return opening.flatMap(grant -> Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(grant)),
                Tuple.of(
                        1,
                        Arbitraries.just(grant.isActive(NOW) ? grant.ended(EndCause.REVOKED, TENANT, NOW) : grant))));
    }

    /** Denials in force. */
    static Arbitrary<Grant> denials() {
        return Arbitraries.of(SCOPES.subList(0, 2))
                .map(scope -> grant("denial", scope, GrantTerms.denial(), TENANT, null));
    }

    @Provide
    Arbitrary<Candidates> candidates() {
        return grants().list().ofMaxSize(6).uniqueElements(Grant::id).map(Candidates::new);
    }

    @Provide
    Arbitrary<AttemptFacts> attempts() {
        return Combinators.combine(
                        Arbitraries.of(GRANTEES).set(),
                        Arbitraries.of(ROLES).set(),
                        Arbitraries.of(Mode.class),
                        Arbitraries.of(AllowedAct.class),
                        ids().injectNull(0.8),
                        Arbitraries.of(Samples.IN_ACME, Samples.ACME_IN_CONTROL))
                .as((is, roles, mode, act, named, subject) ->
                        new AttemptFacts(NOW, NOW, AGENT, is, roles, mode, act, named, subject));
    }

    /** Other terms that allow nothing more. */
    static GrantTerms narrowed(GrantTerms terms, Random random) {
        Set<String> roles = terms.subjectRoles().isEmpty() ? Set.copyOf(ROLES) : terms.subjectRoles();
        return new GrantTerms(
                terms.effect(),
                terms.grantee(),
                random.nextBoolean() ? Mode.READ_ONLY : terms.mode(),
                terms.maxLifespan() == null && random.nextBoolean() ? Duration.ofHours(2) : terms.maxLifespan(),
                terms.maxConcurrent() == null && random.nextBoolean() ? Integer.valueOf(9) : terms.maxConcurrent(),
                random.nextBoolean() ? firstOf(roles) : terms.subjectRoles(),
                random.nextBoolean() ? firstOf(terms.allow()) : terms.allow());
    }

    private static <T> Set<T> firstOf(Set<T> values) {
        return Set.of(values.iterator().next());
    }

    private static Grant grant(String id, Scope scope, GrantTerms terms, Person decider, @Nullable Instant endsAt) {
        return Grant.given(
                id,
                REALM,
                scope,
                terms,
                new GrantDecision(null, TENANT, decider, Owner.REALM, null),
                GrantPeriod.from(NOW.minus(Duration.ofDays(1)), endsAt));
    }

    static Arbitrary<String> ids() {
        return Arbitraries.of("a", "b", "c", "d", "e", "f", "g", "h");
    }

    private static Arbitrary<Owner> owners(Scope scope) {
        return switch (scope.kind()) {
            case REALM -> Arbitraries.just(Owner.REALM);
            case ORGANIZATION -> Arbitraries.of(Owner.REALM, Owner.organization("acme"));
            case USER -> Arbitraries.of(Owner.REALM, Owner.organization("acme"), Owner.USER);
        };
    }

    private static Arbitrary<Person> deciders() {
        return Arbitraries.frequency(Tuple.of(5, TENANT), Tuple.of(1, AGENT));
    }

    private static Arbitrary<Instant> ends() {
        return Arbitraries.of(NOW.minusSeconds(1), NOW, NOW.plusSeconds(1), NOW.plus(Duration.ofDays(9)))
                .injectNull(0.4);
    }
}
