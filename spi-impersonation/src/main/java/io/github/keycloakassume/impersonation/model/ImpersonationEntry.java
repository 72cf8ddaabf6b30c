package io.github.keycloakassume.impersonation.model;

import io.github.keycloakassume.core.model.TrailAction;
import io.github.keycloakassume.core.model.TrailEntry;
import org.jspecify.annotations.Nullable;

/** Makes entries of the trail about an impersonation. */
public final class ImpersonationEntry {

    private ImpersonationEntry() {}

    /** What its impersonator has done, or what became of it. */
    public static TrailEntry of(TrailAction action, Impersonation about, @Nullable String detail) {
        return new TrailEntry(about.realmId(), action, about.impersonator(), about.subject(), about.id(), null, detail);
    }
}
