package io.github.keycloakassume.testbed;

/** Features of Keycloak that are off by default, as {@code buildOptions} of a {@link KeycloakTest}: classes with equal ones share a server. */
public final class Features {

    /** Token exchange as it was before the standard, which needs fine-grained permissions in version 1: it excludes version 2. */
    public static final String LEGACY_TOKEN_EXCHANGE =
            "--features=token-exchange,identity-assertion-jwt,admin-fine-grained-authz:v1";

    /** Verifiable credentials, alone: their search for a scope fails at one without a protocol, which others of these make. */
    public static final String CREDENTIALS =
            "--features=oid4vc-vci,oid4vc-vci-preauth-code,oid4vc-vci-rest-credential-offer";

    /** Scopes with parameters, which change how scopes and consents are looked at; clients that a document at their id describes. */
    public static final String SCOPES_AND_DOCUMENTS = "--features=parameterized-scopes,cimd";

    /** Beside {@link #SCOPES_AND_DOCUMENTS}: the certificate of a client comes from a proxy that ends TLS (RFC 9440). */
    public static final String CERTIFICATES_BY_PROXY = "--spi-x509cert-lookup--provider=rfc9440";

    /** All others that open another way in. */
    public static final String MORE_WAYS_IN =
            "--features=scim-api,client-admin-api:v2,transient-users,ssf,authzen,docker";

    /** Shared Signals alone. */
    public static final String SIGNALS = "--features=ssf";

    /** Beside {@link #MORE_WAYS_IN} or {@link #SIGNALS}: signals are sent every second, and to receivers without https. */
    public static final String SIGNALS_EVERY_SECOND = "--spi-ssf-transmitter--default--outbox-drainer-interval=1s";

    public static final String SIGNALS_TO_TEST_RECEIVERS =
            "--spi-ssf-transmitter--default--allow-insecure-push-targets=true";

    private Features() {}
}
