package io.github.keycloakassume.onbehalfof;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Map;
import java.util.Optional;

/** Reads who is who from a token that an exchange brought. */
final class EndUserClaims {

    private EndUserClaims() {}

    /**
     * For whom and by whom; empty where the token is not that of an end user with this very actor in it. A server that
     * knows no {@code requested_subject} may answer with a token of the actor's own: it must never be passed on.
     */
    static Optional<OnBehalfOf> read(String token, JWTClaimsSet claims, CallerToken actor, Settings settings) {
        Map<String, Object> all = claims.getClaims();
        Map<?, ?> act = Claims.object(all, "act");
        Optional<String> actorId = Claims.text(act, "sub").filter(actor.actor()::equals);
        Optional<String> userId = Claims.text(all, "sub").filter(id -> !id.equals(actor.actor()));
        Optional<String> name = Claims.text(all, settings.principalClaim());
        if (!Claims.areOfBearerToken(claims) || actorId.isEmpty() || userId.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        var user = new EndUser(name.get(), userId.get(), Claims.texts(all, settings.rolesClaim()), all);
        var acting = new Actor(actorId.get(), Claims.text(act, "preferred_username"), Claims.text(act, "iss"));
        Optional<String> impersonation = Claims.text(Claims.object(all, "impersonation"), "id");
        return Optional.of(new OnBehalfOf(user, acting, impersonation, token));
    }
}
