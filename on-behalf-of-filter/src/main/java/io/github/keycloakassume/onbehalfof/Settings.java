package io.github.keycloakassume.onbehalfof;

import com.nimbusds.oauth2.sdk.id.ClientID;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The filter's settings, parsed once; whatever is wrong with them is told at the start.
 *
 * @param issuer the realm's issuer, exactly as tokens have it
 * @param client how the filter authenticates at the token endpoint
 * @param audience what the caller's token must have in {@code aud}
 * @param exchangeAudience {@code audience} of the exchange, one parameter each; none: what the client's scopes bring
 * @param exchangeScope {@code scope} of the exchange
 * @param defaultReason the reason of requests that bring none
 * @param connectTimeout how long to wait for a connection to the authorization server
 * @param timeout how long to wait for an answer, all of it
 * @param cacheSize how many exchanged tokens to keep
 * @param maxExchanges how many exchanges may run at once
 * @param maxWaiting how many requests may wait for the authorization server at once, in whatever way
 * @param principalClaim the claim that is the principal's name
 * @param rolesClaim the claim that has the roles, a path with dots
 */
record Settings(
        URI issuer,
        ClientCredentials client,
        String audience,
        List<String> exchangeAudience,
        List<String> exchangeScope,
        Optional<String> defaultReason,
        Duration connectTimeout,
        Duration timeout,
        int cacheSize,
        int maxExchanges,
        int maxWaiting,
        String principalClaim,
        String rolesClaim) {

    private static final int A_MINUTE = 60_000;

    /**
     * Reads them by the names that docs/on-behalf-of-filter.md has.
     *
     * @throws IllegalArgumentException naming the setting that is missing, unknown or wrong; never with its value, which
     *     may be a secret
     */
    static Settings parse(Map<String, String> values) {
        var reader = new SettingsReader(values);
        URI issuer = reader.required("issuer", SettingsReader::issuer);
        ClientID clientId = reader.required("client-id", ClientID::new);
        var settings = new Settings(
                issuer,
                ClientCredentials.read(reader, issuer, clientId),
                reader.optional("audience").orElse(clientId.getValue()),
                reader.words("exchange-audience"),
                reader.words("exchange-scope"),
                reader.text("default-reason", Wish.LONGEST_REASON),
                Duration.ofMillis(reader.number("connect-timeout-millis", 2_000, 1, A_MINUTE)),
                Duration.ofMillis(reader.number("timeout-millis", 5_000, 1, A_MINUTE)),
                reader.number("cache-size", 1_000, 0, 1_000_000),
                reader.number("max-exchanges", 32, 1, 10_000),
                reader.number("max-waiting", 100, 1, 10_000),
                reader.optional("principal-claim").orElse("sub"),
                reader.optional("roles-claim").orElse("realm_access.roles"));
        reader.requireNothingElse();
        return settings;
    }
}
