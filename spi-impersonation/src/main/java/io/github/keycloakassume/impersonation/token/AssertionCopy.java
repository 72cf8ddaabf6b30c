package io.github.keycloakassume.impersonation.token;

import java.util.Optional;
import java.util.function.Function;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.StatementAbstractType;

/** Assertions with other statements: Keycloak lets nobody take one away or move its time. */
final class AssertionCopy {

    private AssertionCopy() {}

    /**
     * The same assertion, not yet signed, with what the change leaves of its statements.
     *
     * @param change empty for a statement that goes
     */
    static AssertionType of(
            AssertionType original, Function<StatementAbstractType, Optional<StatementAbstractType>> change) {
        AssertionType copy = new AssertionType(original.getID(), original.getIssueInstant());
        copy.setIssuer(original.getIssuer());
        copy.setSubject(original.getSubject());
        copy.setConditions(original.getConditions());
        copy.setAdvice(original.getAdvice());
        original.getStatements().forEach(statement -> change.apply(statement).ifPresent(copy::addStatement));
        return copy;
    }
}
