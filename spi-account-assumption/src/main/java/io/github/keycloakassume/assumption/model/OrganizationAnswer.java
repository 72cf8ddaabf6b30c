package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.assumption.model.AccessRequest.Outcome;
import io.github.keycloakassume.core.model.Reason;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one organization answered to a request about one of its members. Where others control that member too, an approval
 * alone does not answer the request.
 *
 * @param outcome approved or denied
 * @param word for the asker, null when none
 * @param grantId the grant that came of it, of an approval alone
 */
public record OrganizationAnswer(
        String realmId,
        String requestId,
        String organizationId,
        Outcome outcome,
        Instant at,
        @Nullable String word,
        @Nullable String grantId) {

    public OrganizationAnswer {
        Objects.requireNonNull(realmId, "realmId");
        Objects.requireNonNull(requestId, "requestId");
        Objects.requireNonNull(organizationId, "organizationId");
        Objects.requireNonNull(at, "at");
        if (outcome == Outcome.APPROVED ? grantId == null : outcome != Outcome.DENIED || grantId != null) {
            throw new IllegalArgumentException(outcome + " with grant " + grantId);
        }
        word = word == null || word.isBlank() ? null : new Reason(word.strip()).text();
    }
}
