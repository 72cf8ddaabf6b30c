package io.github.keycloakassume.impersonation.model;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an impersonation rests on where a right alone is not enough.
 *
 * @param grant id of the one grant, or {@link #TRIAL}, or {@link #BREAK_GLASS}
 * @param until the latest end it allows, null when it does not say
 * @param consents ids of further grants without which it would not be allowed: it takes a place under each of them
 */
public record Basis(String grant, @Nullable Instant until, Set<String> consents) {

    /** In place of a grant's id: the tenant tries the vendor's product, and is supported as long as it does. */
    public static final String TRIAL = "trial";

    /** In place of a grant's id: an administrator of the whole server without any grant, for a reason. */
    public static final String BREAK_GLASS = "break-glass";

    /** The longest id, as the column holds it. */
    public static final int LONGEST = 36;

    /** One that needs no further consent. */
    public Basis(String grant, @Nullable Instant until) {
        this(grant, until, Set.of());
    }

    public Basis {
        consents = Set.copyOf(consents);
        Objects.requireNonNull(grant, "grant");
        if (grant.isEmpty() || grant.length() > LONGEST) {
            throw new IllegalArgumentException("not an id of a grant: " + grant);
        }
    }

    /** That end, or this one if it comes sooner. */
    public static Instant cap(@Nullable Basis basis, Instant end) {
        return basis == null || basis.until() == null || basis.until().isAfter(end) ? end : basis.until();
    }
}
