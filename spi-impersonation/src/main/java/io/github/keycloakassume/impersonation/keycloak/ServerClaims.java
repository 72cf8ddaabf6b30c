package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.impersonation.model.ReservedNames;
import java.util.Set;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.JsonWebToken;

/**
 * Claims that the server sets itself and that decide: which session a token is of, how long it is valid, what it allows. A
 * claim mapper writes most of them a second time beside the server's own ({@code OIDCAttributeMapperHelper} keeps mappers
 * from a few only), and of two members with one name Keycloak and most receivers believe the last.
 */
public final class ServerClaims {

    private static final Set<String> OF_EVERY_TOKEN = Set.of(
            "jti",
            "iss",
            "aud",
            "sub",
            "typ",
            "azp",
            "exp",
            "iat",
            "nbf",
            "sid",
            "nonce",
            "acr",
            "auth_time",
            "at_hash",
            "c_hash",
            "s_hash");

    private static final Set<String> OF_ACCESS_TOKENS = Set.of(
            "scope",
            "cnf",
            "authorization",
            "authorization_details",
            "realm_access",
            "resource_access",
            "allowed-origins",
            "trusted-certs",
            "original_aud");

    private ServerClaims() {}

    /**
     * Takes out of a token what would stand in it twice under exactly the name of such a claim (RFC 7519 section 4: claim
     * names are unique). Roles and scopes stay, which some realms write by mappers: they are no one else's.
     */
    static void removeSecond(JsonWebToken token) {
        token.getOtherClaims().keySet().removeAll(OF_EVERY_TOKEN);
    }

    /** Takes out of a token what mappers have put there under the name of such a claim, as any receiver compares names. */
    public static void removeForged(JsonWebToken token) {
        token.getOtherClaims().keySet().removeIf(name -> {
            String normal = ReservedNames.normal(name);
            return OF_EVERY_TOKEN.contains(normal)
                    || (token instanceof AccessToken && OF_ACCESS_TOKENS.contains(normal));
        });
    }
}
