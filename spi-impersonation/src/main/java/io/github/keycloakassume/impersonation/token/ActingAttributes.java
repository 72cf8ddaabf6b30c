package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.core.model.ActingClaims;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.ReservedNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType.ASTChoiceType;
import org.keycloak.dom.saml.v2.assertion.AttributeType;
import org.keycloak.dom.saml.v2.assertion.StatementAbstractType;

/**
 * The claims {@code act} and {@code impersonation} as attributes of a SAML assertion, one for each member: {@code act.sub},
 * {@code impersonation.exp}. No other attribute may have such a name ({@link ReservedNames}).
 */
final class ActingAttributes {

    /** SAML 2.0 Core, section 8.2.3. */
    private static final String NAME_FORMAT = "urn:oasis:names:tc:SAML:2.0:attrname-format:basic";

    private ActingAttributes() {}

    /** The assertion without what mappers have put there, under the name or the friendly name, whatever its format. */
    static AssertionType removedFrom(AssertionType assertion) {
        boolean clean = assertion.getAttributeStatements().stream()
                .flatMap(statement -> statement.getAttributes().stream())
                .noneMatch(ActingAttributes::isReserved);
        return clean ? assertion : AssertionCopy.of(assertion, ActingAttributes::removedFrom);
    }

    /** A statement without attributes would be invalid (SAML 2.0 Core, section 2.7.3). */
    private static Optional<StatementAbstractType> removedFrom(StatementAbstractType statement) {
        if (!(statement instanceof AttributeStatementType attributes)) {
            return Optional.of(statement);
        }
        List.copyOf(attributes.getAttributes()).stream()
                .filter(ActingAttributes::isReserved)
                .forEach(attributes::removeAttribute);
        return attributes.getAttributes().isEmpty() ? Optional.empty() : Optional.of(attributes);
    }

    static AttributeStatementType of(ImpersonationMark mark) {
        AttributeStatementType statement = new AttributeStatementType();
        add(statement, ActingClaims.ACT, mark.actor().actClaim());
        add(statement, ActingClaims.IMPERSONATION, mark.impersonationClaim());
        return statement;
    }

    private static void add(AttributeStatementType statement, String claim, Map<String, Object> members) {
        members.forEach((member, value) -> {
            AttributeType attribute = new AttributeType(claim + "." + member);
            attribute.setNameFormat(NAME_FORMAT);
            attribute.addAttributeValue(value.toString());
            statement.addAttribute(new ASTChoiceType(attribute));
        });
    }

    private static boolean isReserved(ASTChoiceType choice) {
        AttributeType attribute = choice.getAttribute();
        return attribute != null
                && (ReservedNames.covers(attribute.getName()) || ReservedNames.covers(attribute.getFriendlyName()));
    }
}
