package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.core.keycloak.ImpersonateScope;
import io.github.keycloakassume.core.keycloak.PresentedToken;
import io.github.keycloakassume.impersonation.keycloak.ExchangeForm;
import io.github.keycloakassume.impersonation.session.ActOnBehalf;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.common.Profile;
import org.keycloak.protocol.oidc.TokenExchangeContext;

/** What the parameters of a token exchange on behalf of a user say. */
record OnBehalfOfRequest(TokenExchangeContext context) {

    static final String REASON = "assume_reason";
    static final String TICKET = "assume_ticket";

    private static final Set<String> SUBJECT_TOKEN_TYPES =
            Set.of(OAuth2Constants.ACCESS_TOKEN_TYPE, OAuth2Constants.JWT_TOKEN_TYPE);
    private static final Set<String> REQUESTED_TOKEN_TYPES =
            Set.of(OAuth2Constants.ACCESS_TOKEN_TYPE, OAuth2Constants.ID_TOKEN_TYPE);

    /**
     * Whether a request is one. Where Keycloak's token exchange V1 is on, which has the same parameters, it is one by the scope
     * {@code impersonate} of its subject token; nothing is believed by that.
     */
    boolean isOne() {
        String subjectToken = context.getParams().getSubjectToken();
        return requestedSubject() != null
                && subjectToken != null
                && context.getParams().getActorToken() == null
                && SUBJECT_TOKEN_TYPES.contains(
                        String.valueOf(context.getParams().getSubjectTokenType()))
                && (!Profile.isFeatureEnabled(Profile.Feature.TOKEN_EXCHANGE)
                        || new PresentedToken(context.getSession(), subjectToken).claimsScope(ImpersonateScope.NAME));
    }

    @Nullable
    String requestedSubject() {
        return first(OAuth2Constants.REQUESTED_SUBJECT);
    }

    ActOnBehalf.Why why() {
        return new ActOnBehalf.Why(first(REASON), first(TICKET));
    }

    /** What makes no sense in it, empty where nothing. */
    Optional<String> fault() {
        if (first(OAuth2Constants.REQUESTED_ISSUER) != null || first(OAuth2Constants.SUBJECT_ISSUER) != null) {
            return Optional.of("requested_issuer and subject_issuer cannot be used together with requested_subject");
        }
        String wanted = context.getParams().getRequestedTokenType();
        return wanted == null || REQUESTED_TOKEN_TYPES.contains(wanted)
                ? Optional.empty()
                : Optional.of("requested_token_type unsupported");
    }

    private @Nullable String first(String parameter) {
        return new ExchangeForm(context).value(parameter);
    }
}
