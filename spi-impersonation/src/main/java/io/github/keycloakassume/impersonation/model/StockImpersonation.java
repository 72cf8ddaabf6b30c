package io.github.keycloakassume.impersonation.model;

import java.util.Locale;
import java.util.Optional;

/** What becomes of Keycloak's own ways to impersonate: the button of the Admin Console, and token exchange V1. */
public enum StockImpersonation {
    /** They lead to an impersonation of ours: same decision, claims, time box, trail and guards. */
    ADOPT,
    /** They are refused. */
    REFUSE;

    /** The name on the wire: {@code adopt} or {@code refuse}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that wire name, empty when there is none. */
    public static Optional<StockImpersonation> ofWireName(String wireName) {
        for (StockImpersonation stock : values()) {
            if (stock.wireName().equals(wireName)) {
                return Optional.of(stock);
            }
        }
        return Optional.empty();
    }
}
