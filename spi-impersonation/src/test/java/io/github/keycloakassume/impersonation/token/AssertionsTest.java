package io.github.keycloakassume.impersonation.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloakassume.core.model.RefusedException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType.ASTChoiceType;
import org.keycloak.dom.saml.v2.assertion.AttributeType;
import org.keycloak.dom.saml.v2.assertion.AudienceRestrictionType;
import org.keycloak.dom.saml.v2.assertion.AuthnStatementType;
import org.keycloak.dom.saml.v2.assertion.ConditionsType;
import org.keycloak.dom.saml.v2.assertion.OneTimeUseType;
import org.keycloak.dom.saml.v2.assertion.SubjectConfirmationDataType;
import org.keycloak.dom.saml.v2.assertion.SubjectConfirmationType;
import org.keycloak.dom.saml.v2.assertion.SubjectType;
import org.keycloak.dom.saml.v2.protocol.ResponseType;
import org.keycloak.dom.saml.v2.protocol.ResponseType.RTChoiceType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.UserSessionModel;

@DisplayName("An assertion")
final class AssertionsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant END = NOW.plusSeconds(30);

    @ParameterizedTest(name = "+{0} s becomes +{1} s")
    @CsvSource({"29, 29", "30, 30", "31, 30", "36000, 30"})
    void is_not_valid_and_makes_no_session_on_or_after_the_end(int wished, int left) {
        AssertionType closed = new AssertionTimeBox(END, NOW).close(assertion(NOW.plusSeconds(wished)));

        assertThat(closed.getConditions().getNotOnOrAfter()).isEqualTo(calendar(NOW.plusSeconds(left)));
        assertThat(closed.getSubject().getConfirmation())
                .extracting(confirmation ->
                        confirmation.getSubjectConfirmationData().getNotOnOrAfter())
                .containsExactly(calendar(NOW.plusSeconds(left)));
        assertThat(authentication(closed).getSessionNotOnOrAfter()).isEqualTo(calendar(NOW.plusSeconds(left)));
    }

    @Test
    void that_would_be_valid_for_ever_is_not() {
        AssertionType open = assertion(END);
        open.getConditions().setNotOnOrAfter(null);
        authentication(open).setSessionNotOnOrAfter(null);

        AssertionType closed = new AssertionTimeBox(END, NOW).close(open);

        assertThat(closed.getConditions().getNotOnOrAfter()).isEqualTo(calendar(END));
        assertThat(authentication(closed).getSessionNotOnOrAfter()).isEqualTo(calendar(END));
    }

    @Test
    void says_when_the_impersonator_authenticated_and_stays_the_session_that_it_was() {
        Instant before = NOW.minusSeconds(600);

        AuthnStatementType authentication = authentication(new AssertionTimeBox(END, before).close(assertion(NOW)));

        assertThat(authentication.getAuthnInstant()).isEqualTo(calendar(before));
        assertThat(authentication.getSessionIndex()).isEqualTo("index");
        assertThat(authentication.getAuthnContext().getSequence().getClassRef().getValue())
                .hasToString("urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified");
    }

    @Test
    void keeps_all_attributes_but_those_that_say_who_acts() {
        AttributeType friendly = new AttributeType("urn:oid:1.2.3");
        friendly.setFriendlyName("act.sub");
        AssertionType clean = ActingAttributes.removedFrom(with(
                new AttributeType("act"),
                new AttributeType("action"),
                new AttributeType("impersonation.anything"),
                friendly,
                new AttributeType("mail")));

        assertThat(clean.getAttributeStatements())
                .singleElement()
                .satisfies(statement -> assertThat(statement.getAttributes())
                        .extracting(choice -> choice.getAttribute().getName())
                        .containsExactly("action", "mail"));
    }

    @Test
    void has_no_statement_without_attributes() {
        assertThat(ActingAttributes.removedFrom(with(new AttributeType("act.sub")))
                        .getAttributeStatements())
                .isEmpty();
    }

    @Test
    void is_addressed_to_its_application_alone() {
        AssertionType assertion = assertion(NOW);
        OneTimeUseType once = new OneTimeUseType();
        assertion.getConditions().addCondition(audiences("urn:app", "https://sso.example/realms/acme"));
        assertion.getConditions().addCondition(audiences("https://sso.example/realms/other"));
        assertion.getConditions().addCondition(once);

        AssertionAudience.restrict(assertion, "urn:app", "https://app.example/acs");

        assertThat(assertion.getConditions().getConditions())
                .filteredOn(AudienceRestrictionType.class::isInstance)
                .singleElement()
                .satisfies(restriction -> assertThat(((AudienceRestrictionType) restriction).getAudience())
                        .containsExactly(URI.create("urn:app")));
        assertThat(assertion.getConditions().getConditions()).contains(once);
        assertThat(assertion.getConditions().getNotOnOrAfter()).isEqualTo(calendar(NOW));
        assertThat(assertion.getSubject().getConfirmation())
                .extracting(confirmation ->
                        confirmation.getSubjectConfirmationData().getRecipient())
                .containsExactly("https://app.example/acs");
    }

    @Test
    void without_conditions_is_addressed_to_its_application_too() {
        AssertionType assertion = assertion(NOW);
        assertion.setConditions(null);

        AssertionAudience.restrict(assertion, "urn:app", null);

        assertThat(assertion.getConditions().getConditions()).hasSize(1);
    }

    private static AudienceRestrictionType audiences(String... audiences) {
        AudienceRestrictionType restriction = new AudienceRestrictionType();
        List.of(audiences).forEach(audience -> restriction.addAudience(URI.create(audience)));
        return restriction;
    }

    @ParameterizedTest
    @ValueSource(strings = {"IMPERSONATOR_ID", "IMPERSONATOR_CLIENT"})
    void is_not_made_for_a_session_that_nobody_answers_for(String note) {
        ResponseType response = response();

        assertThatThrownBy(() ->
                        new SealedAssertions().beforeSendingResponse(response, in(login(Map.of(note, "someone")))))
                .isInstanceOf(RefusedException.class);
        assertThat(new SealedAssertions().beforeSendingResponse(response, in(login(Map.of()))))
                .isSameAs(response);
    }

    private static ResponseType response() {
        ResponseType response = new ResponseType("response", calendar(NOW));
        response.addAssertion(new RTChoiceType(assertion(NOW)));
        return response;
    }

    private static AuthenticatedClientSessionModel in(UserSessionModel login) {
        return answering(AuthenticatedClientSessionModel.class, argument -> login);
    }

    private static UserSessionModel login(Map<String, String> notes) {
        return answering(UserSessionModel.class, argument -> notes.get(argument));
    }

    private static <T> T answering(Class<T> type, Function<Object, @Nullable Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.apply(arguments == null ? "" : arguments[0])));
    }

    private static AssertionType with(AttributeType... attributes) {
        AttributeStatementType statement = new AttributeStatementType();
        List.of(attributes).forEach(attribute -> statement.addAttribute(new ASTChoiceType(attribute)));
        AssertionType assertion = assertion(NOW);
        assertion.addStatement(statement);
        return assertion;
    }

    private static AssertionType assertion(Instant expiry) {
        ConditionsType conditions = new ConditionsType();
        conditions.setNotOnOrAfter(calendar(expiry));
        SubjectConfirmationDataType data = new SubjectConfirmationDataType();
        data.setNotOnOrAfter(calendar(expiry));
        SubjectConfirmationType confirmation = new SubjectConfirmationType();
        confirmation.setSubjectConfirmationData(data);
        SubjectType subject = new SubjectType();
        subject.addConfirmation(confirmation);
        AuthnStatementType authentication = new AuthnStatementType(calendar(NOW));
        authentication.setSessionIndex("index");
        authentication.setSessionNotOnOrAfter(calendar(expiry));
        AssertionType assertion = new AssertionType("id", calendar(NOW));
        assertion.setConditions(conditions);
        assertion.setSubject(subject);
        assertion.addStatement(authentication);
        return assertion;
    }

    private static AuthnStatementType authentication(AssertionType assertion) {
        return assertion.getStatements().stream()
                .filter(AuthnStatementType.class::isInstance)
                .map(AuthnStatementType.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static XMLGregorianCalendar calendar(Instant instant) {
        return DatatypeFactory.newDefaultInstance().newXMLGregorianCalendar(instant.toString());
    }
}
