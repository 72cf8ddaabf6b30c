package io.github.keycloakassume.assumption.model;

import io.github.keycloakassume.core.model.Refusal;

/** What is refused about grants and requests. */
public final class GrantRefusal {

    /** No duration, or none between a minute and a hundred years. */
    public static final Refusal DURATION_INVALID = new Refusal("duration-invalid", 400);

    /** What is to be granted would be over already. */
    public static final Refusal ENDS_IN_THE_PAST = new Refusal("ends-in-the-past", 400);

    /** The scope is unknown, or does not go with what it names. */
    public static final Refusal SCOPE_INVALID = new Refusal("scope-invalid", 400);

    /** The terms of a grant contradict each other or are out of their range. */
    public static final Refusal TERMS_INVALID = new Refusal("terms-invalid", 400);

    /** There is no such role, group, user or identity provider to grant something to. */
    public static final Refusal GRANTEE_INVALID = new Refusal("grantee-invalid", 400);

    /** There is no such role that subjects could hold. */
    public static final Refusal SUBJECT_ROLE_INVALID = new Refusal("subject-role-invalid", 400);

    /** A request was to be approved for more than it asks for. */
    public static final Refusal WIDER_THAN_ASKED = new Refusal("wider-than-asked", 400);

    /** A denial is ended by whom it protects, not by the caller. */
    public static final Refusal GRANT_NOT_YOURS = new Refusal("grant-not-yours", 403);

    /** The caller has decided on this grant himself. */
    public static final Refusal OWN_GRANT = new Refusal("own-grant", 403);

    /** The caller has made this request himself. */
    public static final Refusal OWN_REQUEST = new Refusal("own-request", 403);

    /** The caller is vendor, who decides on no grant. */
    public static final Refusal VENDOR_MAY_NOT_DECIDE = new Refusal("vendor-may-not-decide", 403);

    /** There is no such grant for the caller to see. */
    public static final Refusal GRANT_NOT_FOUND = new Refusal("grant-not-found", 404);

    /** There is no such request for the caller to see. */
    public static final Refusal REQUEST_NOT_FOUND = new Refusal("request-not-found", 404);

    /** There is no such organization in this realm. */
    public static final Refusal ORGANIZATION_NOT_FOUND = new Refusal("organization-not-found", 404);

    /** The grant is over. */
    public static final Refusal GRANT_ENDED = new Refusal("grant-ended", 409);

    /** The request has been answered or withdrawn, or has lapsed. */
    public static final Refusal REQUEST_ANSWERED = new Refusal("request-answered", 409);

    /** The organization has taken control of its own grants. */
    public static final Refusal ORGANIZATION_DECIDES_ITSELF = new Refusal("organization-decides-itself", 409);

    /** A trial is always open to the vendor; nothing can be switched. */
    public static final Refusal TRIAL = new Refusal("trial", 409);

    private GrantRefusal() {}
}
