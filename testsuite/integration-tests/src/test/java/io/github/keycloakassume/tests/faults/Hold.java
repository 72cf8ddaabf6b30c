package io.github.keycloakassume.tests.faults;

import com.microsoft.playwright.PlaywrightException;
import java.util.function.BooleanSupplier;

/** What must hold once a use case is done. */
record Hold(String name, BooleanSupplier condition) {

    boolean isSo() {
        try {
            return condition.getAsBoolean();
        } catch (PlaywrightException e) {
            // The page that was waited for did not come.
            return false;
        }
    }
}
