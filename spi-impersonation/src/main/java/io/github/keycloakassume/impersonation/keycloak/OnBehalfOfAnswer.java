package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.RefusedException;
import jakarta.ws.rs.core.Response;
import org.keycloak.protocol.oidc.TokenExchangeContext;

/**
 * What the token endpoint answers to an exchange on behalf of a user that is refused. What is about the actor, their token or the
 * parameters is told; everything about the subject is one and the same answer.
 */
public final class OnBehalfOfAnswer {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final long AT_ONCE = 1;

    private OnBehalfOfAnswer() {}

    public static Response to(TokenExchangeContext context, RefusedException refused) {
        String key = refused.refusal().key();
        return switch (refused.refusal()) {
            case IMPERSONATE_SCOPE_REQUIRED,
                    CLIENT_MAY_NOT_ACT,
                    CLIENT_AUTHENTICATION_INSUFFICIENT,
                    INSUFFICIENT_USER_AUTHENTICATION,
                    REASON_REQUIRED,
                    REASON_INVALID,
                    TICKET_REFERENCE_INVALID -> ExchangeAnswer.invalid(context, key);
            case TOO_MANY_REQUESTS -> ExchangeAnswer.later(context, TOO_MANY_REQUESTS, seconds(refused), key);
            case IMPERSONATION_CHANGED -> ExchangeAnswer.later(context, UNAVAILABLE, AT_ONCE, key);
            default -> ExchangeAnswer.notOnBehalf(context, key);
        };
    }

    /** To one of a token on behalf of a user, which names no user: what stands against it is no secret to who has that token. */
    public static Response toFurther(TokenExchangeContext context, RefusedException refused) {
        return ExchangeAnswer.denied(context, refused.refusal().key());
    }

    private static long seconds(RefusedException refused) {
        return refused.params().stream()
                .filter(Number.class::isInstance)
                .map(Number.class::cast)
                .findFirst()
                .map(Number::longValue)
                .orElse(AT_ONCE);
    }
}
