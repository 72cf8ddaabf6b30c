package io.github.keycloakassume.assumption.model;

/** Whom grants govern. */
public final class Governed {

    private Governed() {}

    /**
     * Whether somebody needs a grant to impersonate.
     *
     * @param holdsAssumeAccounts whether he holds the role {@code assume-accounts}, by which one always needs one
     * @param isVendor whether he is vendor
     */
    public static boolean needsGrant(Governs governs, boolean holdsAssumeAccounts, boolean isVendor) {
        return switch (governs) {
            case ROLE -> holdsAssumeAccounts;
            case VENDOR -> holdsAssumeAccounts || isVendor;
            case EVERYONE -> true;
        };
    }
}
