package io.github.keycloakassume.core.model;

/** Names of the claims that tell of another actor than the token's subject. */
public final class ActingClaims {

    /** The actor claim (RFC 8693 section 4.1). */
    public static final String ACT = "act";

    /** The claim that tells our sessions from other delegation. */
    public static final String IMPERSONATION = "impersonation";

    private ActingClaims() {}
}
