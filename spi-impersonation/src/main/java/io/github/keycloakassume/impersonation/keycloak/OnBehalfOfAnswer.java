package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.keycloak.protocol.oidc.TokenExchangeContext;

/**
 * What the token endpoint answers to an exchange on behalf of a user that is refused. What is about the actor, their token or the
 * parameters is told; everything about the subject is one and the same answer.
 */
public final class OnBehalfOfAnswer {

    /** What is about the actor, their token or the parameters. */
    private static final Set<Refusal> TOLD = Set.of(
            ImpersonationRefusal.IMPERSONATE_SCOPE_REQUIRED,
            ImpersonationRefusal.CLIENT_MAY_NOT_ACT,
            ImpersonationRefusal.CLIENT_AUTHENTICATION_INSUFFICIENT,
            Refusal.INSUFFICIENT_USER_AUTHENTICATION,
            Refusal.REASON_REQUIRED,
            Refusal.REASON_INVALID,
            ImpersonationRefusal.TICKET_REFERENCE_INVALID);

    private static final int UNAVAILABLE = 503;
    private static final long AT_ONCE = 1;

    private OnBehalfOfAnswer() {}

    public static Response to(TokenExchangeContext context, RefusedException refused) {
        Refusal refusal = refused.refusal();
        if (TOLD.contains(refusal)) {
            return ExchangeAnswer.invalid(context, refusal.key());
        }
        if (refusal.equals(Refusal.TOO_MANY_REQUESTS)) {
            return ExchangeAnswer.later(context, refusal.status(), seconds(refused), refusal.key());
        }
        return refusal.equals(ImpersonationRefusal.IMPERSONATION_CHANGED)
                ? ExchangeAnswer.later(context, UNAVAILABLE, AT_ONCE, refusal.key())
                : ExchangeAnswer.notOnBehalf(context, refusal.key());
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
