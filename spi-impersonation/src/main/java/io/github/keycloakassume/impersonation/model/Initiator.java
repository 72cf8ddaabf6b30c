package io.github.keycloakassume.impersonation.model;

import java.util.Locale;

/** Who began the end of a session, in the words of CAEP ({@code initiating_entity}). */
public enum Initiator {
    /** A person for themselves. */
    USER,
    /** Another person, who decides on it. */
    ADMIN,
    /** What was agreed on before: its time, the rights, the rules of the realm. */
    POLICY,
    /** The server, which has found that it must not go on. */
    SYSTEM;

    /** The name on the wire, for example {@code user}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
