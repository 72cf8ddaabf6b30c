package io.github.keycloakassume.impersonation.keycloak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.github.keycloakassume.impersonation.model.ReservedNames;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.representations.JsonWebToken;

/**
 * Claims that the server sets itself and that decide: which session a token is of, how long it is valid, what it allows. They
 * are the members of Keycloak's own token classes, but for what these say of the user. A claim mapper writes most of them a
 * second time beside the server's own ({@code OIDCAttributeMapperHelper} keeps mappers from a few only, and {@code
 * AbstractUserRoleMappingMapper} from none), and of two members with one name Keycloak and most receivers believe the last.
 */
public final class ServerClaims {

    /** What is said of the user (OpenID Connect Core section 5.1): Keycloak's own mappers write it beside its member. */
    private static final Set<String> OF_THE_USER = Set.of(
            "name",
            "given_name",
            "family_name",
            "middle_name",
            "nickname",
            "preferred_username",
            "profile",
            "picture",
            "website",
            "email",
            "email_verified",
            "gender",
            "birthdate",
            "zoneinfo",
            "locale",
            "phone_number",
            "phone_number_verified",
            "updated_at",
            "claims_locales");

    /** What some realms write by mappers into tokens of their own: it makes a token no one else's. */
    private static final Set<String> RIGHTS = Set.of(
            "scope",
            "cnf",
            "authorization",
            "authorization_details",
            "realm_access",
            "resource_access",
            "allowed-origins",
            "trusted-certs");

    /** No claim: the property that holds all which have no member. */
    private static final String OTHERS = "otherClaims";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final ClassValue<Set<String>> OF_THE_SERVER = new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
            return MAPPER.getSerializationConfig().introspect(MAPPER.constructType(type)).findProperties().stream()
                    .map(BeanPropertyDefinition::getName)
                    .filter(name -> !OF_THE_USER.contains(name) && !OTHERS.equals(name))
                    .collect(Collectors.toUnmodifiableSet());
        }
    };

    private ServerClaims() {}

    /** The names of such claims in a kind of token. */
    static Set<String> of(Class<? extends JsonWebToken> kind) {
        return OF_THE_SERVER.get(kind);
    }

    /**
     * Takes out of a token, or of an answer that Keycloak signs with the keys of tokens, what mappers have written under exactly
     * the name of such a claim (RFC 7519 section 4: claim names are unique). Roles and scopes stay.
     */
    public static void removeSecond(JsonWebToken token) {
        Set<String> names = of(token.getClass());
        token.getOtherClaims().keySet().removeIf(name -> names.contains(name) && !RIGHTS.contains(name));
    }

    /** Takes out of a token what mappers have put there under the name of such a claim, as any receiver compares names. */
    public static void removeForged(JsonWebToken token) {
        Set<String> names = of(token.getClass());
        token.getOtherClaims().keySet().removeIf(name -> names.contains(ReservedNames.normal(name)));
    }
}
