package io.github.keycloakassume.tests.knowing;

/** Kinds of people and programs that call our resources. */
public enum CallerKind {
    ORDINARY_USER,
    VIEWER,
    AGENT,
    VENDOR_WITHOUT_GRANT,
    VENDOR_WITH_GRANT,
    REALM_ADMINISTRATOR,
    MASTER_ADMINISTRATOR,
    SERVICE_ACCOUNT,
    IMPERSONATED
}
