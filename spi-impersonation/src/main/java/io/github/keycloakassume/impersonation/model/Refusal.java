package io.github.keycloakassume.impersonation.model;

import java.util.Locale;

/**
 * Why something was refused. The key is stable: it is the {@code errorMessage} of REST answers, the reason in the trail
 * and a row of {@code docs/errors.md}.
 */
public enum Refusal {
    /** The caller has no right to impersonate this user. */
    IMPERSONATION_NOT_ALLOWED(403),
    /** The caller is himself impersonated; impersonated callers decide and start nothing. */
    IMPERSONATED(403),
    /** The caller belongs to another realm than the subject. */
    OTHER_REALM(403),
    /** The token of the actor does not carry the scope {@code impersonate}. */
    IMPERSONATE_SCOPE_REQUIRED(400),
    /** The application that the actor's token was issued for may not have the scope {@code impersonate}. */
    CLIENT_MAY_NOT_ACT(400),
    /** The actor is a service account, whose client authenticates in another way than the realm demands. */
    CLIENT_AUTHENTICATION_INSUFFICIENT(400),
    /** The caller is a service account: there is no browser that could become the user. */
    NO_BROWSER(400),
    /** The caller's token belongs to no login session that one could come back to. */
    NO_LOGIN_SESSION(400),
    /** No user of this realm has that id, username or e-mail. */
    USER_NOT_FOUND(404),
    /** More than one user answers to that name. */
    USER_AMBIGUOUS(409),
    /** The subject is disabled. */
    USER_DISABLED(409),
    /** The subject is the service account of a client. */
    SERVICE_ACCOUNT(403),
    /** The subject is the caller. */
    SELF_IMPERSONATION(403),
    /** The subject holds an administration role that the caller does not hold. */
    SUBJECT_MORE_PRIVILEGED(403),
    /** The subject holds the role that keeps everybody out. */
    SUBJECT_PROTECTED(403),
    /** No reason was given. */
    REASON_REQUIRED(400),
    /** The reason is too long or has control characters. */
    REASON_INVALID(400),
    /** The ticket is not one of the kind that the realm wants named. */
    TICKET_REFERENCE_INVALID(400),
    /** The lifespan is not between one second and the longest allowed. */
    LIFESPAN_OUT_OF_RANGE(400),
    /** The caller's login is too old or too weak for the realm's settings (RFC 9470). */
    INSUFFICIENT_USER_AUTHENTICATION(401),
    /** A setting is out of its range. */
    SETTING_INVALID(400),
    /** A change names no version to be made upon. */
    VERSION_REQUIRED(400),
    /** Somebody else has changed it since. */
    VERSION_STALE(409),
    /** The caller has no right to see or change this. */
    NOT_ALLOWED(403),
    /** There is no such mode. */
    MODE_NOT_AVAILABLE(400),
    /** The client to land in is unknown, disabled or bearer-only. */
    CLIENT_NOT_FOUND(400),
    /** The client to land in has no address: neither a home, nor one at which it begins logins. */
    CLIENT_WITHOUT_ADDRESS(400),
    /** The address to land on is not one of the client's redirect URIs. */
    REDIRECT_URI_INVALID(400),
    /** The start ticket is unknown, used or expired. */
    TICKET_INVALID(400),
    /** The start ticket belongs to somebody else than the one logged in here. */
    TICKET_OF_OTHER_USER(403),
    /** The request does not come from a page of this Keycloak. */
    CROSS_SITE_REQUEST(403),
    /** No impersonation of the caller has this id. */
    IMPERSONATION_NOT_FOUND(404),
    /** The impersonation has not started yet, or is over. */
    IMPERSONATION_NOT_ACTIVE(409),
    /** Somebody else changed the impersonation at the same moment. */
    IMPERSONATION_CHANGED(409),
    /** There is no impersonation in this browser. */
    NOT_IMPERSONATING(409),
    /** The application wants no impersonated users, or is for administration. */
    APPLICATION_CLOSED(403),
    /** The login was begun under another authentication session than the impersonation's own. */
    STRAY_LOGIN(403),
    /** The application declares nothing that may be done in it in read-only mode. */
    READ_ONLY_NOT_OFFERED(403),
    /** The application asks for a fresh login, which nobody but the user can do. */
    REAUTHENTICATION_WHILE_IMPERSONATED(403),
    /** The application asks for a stronger login, which nobody but the user can do. */
    STEP_UP_WHILE_IMPERSONATED(403),
    /** The application asks for an action on the user's account. */
    ACTION_WHILE_IMPERSONATED(403),
    /** The application asks for a consent that the user has not given. */
    CONSENT_WHILE_IMPERSONATED(403),
    /** A device asks for the user's word. */
    DEVICE_WHILE_IMPERSONATED(403),
    /** The account of somebody else was to be changed. */
    ACCOUNT_READ_ONLY(403),
    /** A token of an impersonated session was to be exchanged. */
    EXCHANGE_WHILE_IMPERSONATED(403),
    /** A token exchange for another subject failed in itself. */
    EXCHANGE_FAILED(400),
    /** The realm does without Keycloak's own ways to impersonate. */
    STOCK_IMPERSONATION_OFF(403),
    /** A session that Keycloak's own impersonation has opened, and nobody answers for. */
    STRAY_IMPERSONATION(403),
    /** One of our roles was to be given by somebody who may not, or taken where it protects. */
    ROLE_NOT_YOURS_TO_GIVE(403),
    /** An application wanted to say something about itself that administrators alone say. */
    RESERVED_FOR_ADMINISTRATORS(403),
    /** Client scope {@code impersonate} is for confidential clients of administrators alone. */
    SCOPE_NOT_FOR_CLIENT(403),
    /** This browser did not start the impersonation it shows. */
    OTHER_BROWSER(403),
    /** No duration, or none between a minute and a hundred years. */
    DURATION_INVALID(400),
    /** What is to be granted would be over already. */
    ENDS_IN_THE_PAST(400),
    /** The scope is unknown, or does not go with what it names. */
    SCOPE_INVALID(400),
    /** The terms of a grant contradict each other or are out of their range. */
    TERMS_INVALID(400),
    /** There is no such role, group, user or identity provider to grant something to. */
    GRANTEE_INVALID(400),
    /** There is no such role that subjects could hold. */
    SUBJECT_ROLE_INVALID(400),
    /** A request was to be approved for more than it asks for. */
    WIDER_THAN_ASKED(400),
    /** Nobody has granted the caller access to this user. */
    GRANT_REQUIRED(403),
    /** A denial is ended by whom it protects, not by the caller. */
    GRANT_NOT_YOURS(403),
    /** The caller has decided on this grant himself. */
    OWN_GRANT(403),
    /** The caller has made this request himself. */
    OWN_REQUEST(403),
    /** The caller is vendor, who decides on no grant. */
    VENDOR_MAY_NOT_DECIDE(403),
    /** The caller's token does not tell by which login it came about, so it cannot be ruled out that they are vendor. */
    LOGIN_UNKNOWN(403),
    /** There is no such grant for the caller to see. */
    GRANT_NOT_FOUND(404),
    /** There is no such request for the caller to see. */
    REQUEST_NOT_FOUND(404),
    /** There is no such organization in this realm. */
    ORGANIZATION_NOT_FOUND(404),
    /** The grant is over. */
    GRANT_ENDED(409),
    /** There are so many already that nobody means more. */
    TOO_MANY(409),
    /** The caller has done this so often within an hour that they have to wait. */
    TOO_MANY_REQUESTS(429),
    /** The request has been answered or withdrawn, or has lapsed. */
    REQUEST_ANSWERED(409),
    /** The organization has taken control of its own grants. */
    ORGANIZATION_DECIDES_ITSELF(409),
    /** A trial is always open to the vendor; nothing can be switched. */
    TRIAL(409);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    /** The kebab-case key on the wire, for example {@code user-not-found}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }
}
