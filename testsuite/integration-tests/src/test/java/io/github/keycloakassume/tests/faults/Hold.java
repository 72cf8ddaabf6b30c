package io.github.keycloakassume.tests.faults;

import com.microsoft.playwright.PlaywrightException;
import java.util.function.BooleanSupplier;

/**
 * What must hold once a use case is done.
 *
 * @param isSoon whether it is looked at as soon as that is, and not once all of the batch is settled: what holds for a minute alone
 */
record Hold(String name, BooleanSupplier condition, boolean isSoon) {

    Hold(String name, BooleanSupplier condition) {
        this(name, condition, false);
    }

    Hold soon() {
        return new Hold(name, condition, true);
    }

    boolean isSo() {
        try {
            return condition.getAsBoolean();
        } catch (PlaywrightException e) {
            // The page that was waited for did not come.
            return false;
        }
    }
}
