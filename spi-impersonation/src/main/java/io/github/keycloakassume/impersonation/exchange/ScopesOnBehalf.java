package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.core.keycloak.ImpersonateScope;
import io.github.keycloakassume.impersonation.model.ScopeValue;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.protocol.oidc.TokenExchangeContext;

/**
 * Tokens on behalf of a user have neither {@code impersonate} nor {@code offline_access}, whether they are asked for or the client
 * always has them. Keycloak asks for each client scope whether it is among the restricted ones ({@code
 * DefaultClientSessionContext.isAllowed}); this says no to those two, and else what a client policy has said.
 */
final class ScopesOnBehalf extends AbstractSet<String> {

    private static final Set<String> WITHHELD = Set.of(ImpersonateScope.NAME, OAuth2Constants.OFFLINE_ACCESS);

    private final @Nullable Set<String> restricted;

    private ScopesOnBehalf(@Nullable Set<String> restricted) {
        this.restricted = restricted;
    }

    /** Withholds them from the tokens of that exchange. */
    static void from(TokenExchangeContext context) {
        context.setRestrictedScopes(new ScopesOnBehalf(context.getRestrictedScopes()));
    }

    /**
     * The scopes asked for, without those.
     *
     * @param asked the values of the parameter, of which Keycloak reads the first; null where there is none
     */
    static String without(@Nullable List<String> asked) {
        ScopeValue scopes = ScopeValue.of(asked == null || asked.isEmpty() ? null : asked.get(0));
        return WITHHELD.stream()
                .reduce(scopes, ScopeValue::without, (one, other) -> other)
                .text();
    }

    @Override
    public boolean contains(@Nullable Object name) {
        return !WITHHELD.contains(String.valueOf(name)) && (restricted == null || restricted.contains(name));
    }

    /** Those that a client policy has named; without one all others are let through, which no list has. */
    @Override
    public Iterator<String> iterator() {
        return restricted == null
                ? Set.<String>of().iterator()
                : restricted.stream().filter(this::contains).iterator();
    }

    @Override
    public int size() {
        return restricted == null
                ? 0
                : (int) restricted.stream().filter(this::contains).count();
    }
}
