package io.github.keycloakassume.impersonation.model;

import io.github.keycloakassume.core.model.Refusal;

/** What is refused to impersonators and while impersonating. */
public final class ImpersonationRefusal {

    /** The caller has no right to impersonate this user. */
    public static final Refusal IMPERSONATION_NOT_ALLOWED = new Refusal("impersonation-not-allowed", 403);

    /** The caller belongs to another realm than the subject. */
    public static final Refusal OTHER_REALM = new Refusal("other-realm", 403);

    /** The token of the actor does not carry the scope {@code impersonate}. */
    public static final Refusal IMPERSONATE_SCOPE_REQUIRED = new Refusal("impersonate-scope-required", 400);

    /** The application that the actor's token was issued for may not have the scope {@code impersonate}. */
    public static final Refusal CLIENT_MAY_NOT_ACT = new Refusal("client-may-not-act", 400);

    /** The actor is a service account, whose client authenticates in another way than the realm demands. */
    public static final Refusal CLIENT_AUTHENTICATION_INSUFFICIENT =
            new Refusal("client-authentication-insufficient", 400);

    /** The caller is a service account: there is no browser that could become the user. */
    public static final Refusal NO_BROWSER = new Refusal("no-browser", 400);

    /** The caller's token belongs to no login session that one could come back to. */
    public static final Refusal NO_LOGIN_SESSION = new Refusal("no-login-session", 400);

    /** The subject is disabled. */
    public static final Refusal USER_DISABLED = new Refusal("user-disabled", 409);

    /** The subject is the service account of a client. */
    public static final Refusal SERVICE_ACCOUNT = new Refusal("service-account", 403);

    /** The subject is the caller. */
    public static final Refusal SELF_IMPERSONATION = new Refusal("self-impersonation", 403);

    /** The subject holds an administration role that the caller does not hold. */
    public static final Refusal SUBJECT_MORE_PRIVILEGED = new Refusal("subject-more-privileged", 403);

    /** The subject holds the role that keeps everybody out. */
    public static final Refusal SUBJECT_PROTECTED = new Refusal("subject-protected", 403);

    /** The ticket is not one of the kind that the realm wants named. */
    public static final Refusal TICKET_REFERENCE_INVALID = new Refusal("ticket-reference-invalid", 400);

    /** The lifespan is not between one second and the longest allowed. */
    public static final Refusal LIFESPAN_OUT_OF_RANGE = new Refusal("lifespan-out-of-range", 400);

    /** The client to land in is unknown, disabled or bearer-only. */
    public static final Refusal CLIENT_NOT_FOUND = new Refusal("client-not-found", 400);

    /** The client to land in has no address: neither a home, nor one at which it begins logins. */
    public static final Refusal CLIENT_WITHOUT_ADDRESS = new Refusal("client-without-address", 400);

    /** The address to land on is not one of the client's redirect URIs. */
    public static final Refusal REDIRECT_URI_INVALID = new Refusal("redirect-uri-invalid", 400);

    /** The start ticket is unknown, used or expired. */
    public static final Refusal TICKET_INVALID = new Refusal("ticket-invalid", 400);

    /** The start ticket belongs to somebody else than the one logged in here. */
    public static final Refusal TICKET_OF_OTHER_USER = new Refusal("ticket-of-other-user", 403);

    /** The request does not come from a page of this Keycloak. */
    public static final Refusal CROSS_SITE_REQUEST = new Refusal("cross-site-request", 403);

    /** No impersonation of the caller has this id. */
    public static final Refusal IMPERSONATION_NOT_FOUND = new Refusal("impersonation-not-found", 404);

    /** The impersonation has not started yet, or is over. */
    public static final Refusal IMPERSONATION_NOT_ACTIVE = new Refusal("impersonation-not-active", 409);

    /** Somebody else changed the impersonation at the same moment. */
    public static final Refusal IMPERSONATION_CHANGED = new Refusal("impersonation-changed", 409);

    /** There is no impersonation in this browser. */
    public static final Refusal NOT_IMPERSONATING = new Refusal("not-impersonating", 409);

    /** The application wants no impersonated users, or is for administration. */
    public static final Refusal APPLICATION_CLOSED = new Refusal("application-closed", 403);

    /** The login was begun under another authentication session than the impersonation's own. */
    public static final Refusal STRAY_LOGIN = new Refusal("stray-login", 403);

    /** The application declares nothing that may be done in it in read-only mode. */
    public static final Refusal READ_ONLY_NOT_OFFERED = new Refusal("read-only-not-offered", 403);

    /** The application asks for a fresh login, which nobody but the user can do. */
    public static final Refusal REAUTHENTICATION_WHILE_IMPERSONATED =
            new Refusal("reauthentication-while-impersonated", 403);

    /** The application asks for a stronger login, which nobody but the user can do. */
    public static final Refusal STEP_UP_WHILE_IMPERSONATED = new Refusal("step-up-while-impersonated", 403);

    /** The application asks for an action on the user's account. */
    public static final Refusal ACTION_WHILE_IMPERSONATED = new Refusal("action-while-impersonated", 403);

    /** The application asks for a consent that the user has not given. */
    public static final Refusal CONSENT_WHILE_IMPERSONATED = new Refusal("consent-while-impersonated", 403);

    /** A device asks for the user's word. */
    public static final Refusal DEVICE_WHILE_IMPERSONATED = new Refusal("device-while-impersonated", 403);

    /** The account of somebody else was to be changed. */
    public static final Refusal ACCOUNT_READ_ONLY = new Refusal("account-read-only", 403);

    /** A token of an impersonated session was to be exchanged. */
    public static final Refusal EXCHANGE_WHILE_IMPERSONATED = new Refusal("exchange-while-impersonated", 403);

    /** A token exchange for another subject failed in itself. */
    public static final Refusal EXCHANGE_FAILED = new Refusal("exchange-failed", 400);

    /** The realm does without Keycloak's own ways to impersonate. */
    public static final Refusal STOCK_IMPERSONATION_OFF = new Refusal("stock-impersonation-off", 403);

    /** A session that Keycloak's own impersonation has opened, and nobody answers for. */
    public static final Refusal STRAY_IMPERSONATION = new Refusal("stray-impersonation", 403);

    /** An application wanted to say something about itself that administrators alone say. */
    public static final Refusal RESERVED_FOR_ADMINISTRATORS = new Refusal("reserved-for-administrators", 403);

    /** This browser did not start the impersonation it shows. */
    public static final Refusal OTHER_BROWSER = new Refusal("other-browser", 403);

    private ImpersonationRefusal() {}
}
