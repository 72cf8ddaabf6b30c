package io.github.keycloakassume.impersonation.token;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.AudienceRestrictionType;
import org.keycloak.dom.saml.v2.assertion.ConditionsType;
import org.keycloak.dom.saml.v2.assertion.SubjectConfirmationType;

/**
 * Addresses an assertion to one application alone (SAML 2.0 Core, sections 2.5.1.4 and 2.4.1.2), whatever mappers have added:
 * another service provider that is named as its audience too, a Keycloak among them, would take it as a login there. Of an
 * encrypted assertion in a response without signature, {@code SAMLEndpoint} asks for nothing else.
 */
final class AssertionAudience {

    private AssertionAudience() {}

    /**
     * Narrows an assertion that is not yet signed.
     *
     * @param entityId of the application, which is its client id
     * @param address at which it is answered; null where it is not known, then Keycloak's word stays
     */
    static void restrict(AssertionType assertion, String entityId, @Nullable String address) {
        ConditionsType conditions = assertion.getConditions();
        if (conditions == null) {
            conditions = new ConditionsType();
            assertion.setConditions(conditions);
        }
        List.copyOf(conditions.getConditions()).stream()
                .filter(AudienceRestrictionType.class::isInstance)
                .forEach(conditions::removeCondition);
        AudienceRestrictionType audience = new AudienceRestrictionType();
        audience.addAudience(URI.create(entityId));
        conditions.addCondition(audience);
        if (address != null) {
            assertion.getSubject().getConfirmation().stream()
                    .map(SubjectConfirmationType::getSubjectConfirmationData)
                    .filter(Objects::nonNull)
                    .forEach(data -> data.setRecipient(address));
        }
    }
}
