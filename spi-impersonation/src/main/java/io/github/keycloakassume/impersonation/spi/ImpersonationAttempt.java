package io.github.keycloakassume.impersonation.spi;

import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.impersonation.model.Impersonation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What a policy decides on.
 *
 * @param realm the subject's realm
 * @param impersonator who wants to
 * @param subject whom he wants to become
 * @param mode how far it would reach
 * @param stage how far it has come
 * @param requestedAt when it was asked for, or now: its longest lifespan counts from here
 * @param givesReason whether he says why
 * @param grant the grant it is to rest on, or rests on already; null when he leaves that to the policies
 */
public record ImpersonationAttempt(
        RealmModel realm,
        Impersonator impersonator,
        UserModel subject,
        Mode mode,
        Stage stage,
        Instant requestedAt,
        boolean givesReason,
        @Nullable String grant) {

    /** How far an impersonation has come when it is decided on. */
    public enum Stage {
        /** It is asked for. */
        REQUESTED,
        /** It is asked for and starts in the same step (token exchange, which has no browser). */
        AT_ONCE,
        /** It has been allowed and shall start now. */
        STARTING,
        /** It runs, and is used to get something new. */
        RUNNING
    }

    /** Of one that there is a record of. */
    public static ImpersonationAttempt of(
            Stage stage, RealmModel realm, Impersonator impersonator, UserModel subject, Impersonation known) {
        return new ImpersonationAttempt(
                realm,
                impersonator,
                subject,
                known.mode(),
                stage,
                known.requestedAt(),
                known.reason() != null,
                known.grant());
    }
}
