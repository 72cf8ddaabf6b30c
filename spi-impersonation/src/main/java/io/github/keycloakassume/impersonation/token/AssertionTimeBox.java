package io.github.keycloakassume.impersonation.token;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import org.jspecify.annotations.Nullable;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.AuthnContextClassRefType;
import org.keycloak.dom.saml.v2.assertion.AuthnContextType;
import org.keycloak.dom.saml.v2.assertion.AuthnContextType.AuthnContextTypeSequence;
import org.keycloak.dom.saml.v2.assertion.AuthnStatementType;
import org.keycloak.dom.saml.v2.assertion.StatementAbstractType;
import org.keycloak.dom.saml.v2.assertion.SubjectConfirmationDataType;

/**
 * Closes the time box over an assertion: nothing in it is valid, and no session of the application lasts, on or after the
 * end (SAML 2.0 Core, sections 2.4.1.2, 2.5.1 and 2.7.2; these ends are exclusive, unlike Keycloak's of a token). Its
 * authentication is the impersonator's own, and of no class that the user could have reached.
 */
final class AssertionTimeBox {

    /** SAML 2.0 Authentication Context, section 3.4.25. */
    private static final URI UNSPECIFIED = URI.create("urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified");

    private final Instant end;
    private final @Nullable Instant authenticatedAt;

    /**
     * The box.
     *
     * @param authenticatedAt when the impersonator authenticated; null when nobody knows, then Keycloak's word stays
     */
    AssertionTimeBox(Instant end, @Nullable Instant authenticatedAt) {
        this.end = end;
        this.authenticatedAt = authenticatedAt;
    }

    /** The assertion in the box. */
    AssertionType close(AssertionType open) {
        AssertionType closed = AssertionCopy.of(open, statement -> Optional.of(closed(statement)));
        if (closed.getConditions() != null) {
            closed.getConditions().setNotOnOrAfter(cap(closed.getConditions().getNotOnOrAfter()));
        }
        closed.getSubject().getConfirmation().forEach(confirmation -> {
            SubjectConfirmationDataType data = confirmation.getSubjectConfirmationData();
            if (data != null) {
                data.setNotOnOrAfter(cap(data.getNotOnOrAfter()));
            }
        });
        return closed;
    }

    private StatementAbstractType closed(StatementAbstractType statement) {
        return statement instanceof AuthnStatementType authentication ? closed(authentication) : statement;
    }

    private AuthnStatementType closed(AuthnStatementType open) {
        AuthnStatementType closed =
                new AuthnStatementType(authenticatedAt == null ? open.getAuthnInstant() : calendar(authenticatedAt));
        closed.setSessionIndex(open.getSessionIndex());
        closed.setSubjectLocality(open.getSubjectLocality());
        closed.setSessionNotOnOrAfter(cap(open.getSessionNotOnOrAfter()));
        AuthnContextTypeSequence unspecified = new AuthnContextTypeSequence();
        unspecified.setClassRef(new AuthnContextClassRefType(UNSPECIFIED));
        AuthnContextType context = new AuthnContextType();
        context.setSequence(unspecified);
        closed.setAuthnContext(context);
        return closed;
    }

    private XMLGregorianCalendar cap(@Nullable XMLGregorianCalendar expiry) {
        return expiry == null || expiry.toGregorianCalendar().toInstant().isAfter(end) ? calendar(end) : expiry;
    }

    private static XMLGregorianCalendar calendar(Instant instant) {
        return DatatypeFactory.newDefaultInstance().newXMLGregorianCalendar(instant.toString());
    }
}
