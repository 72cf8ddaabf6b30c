package io.github.keycloakassume.impersonation.keycloak;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.RoleUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.representations.AccessToken;

/**
 * What an application leaves to those who are somebody else and may only look: the scopes that it declares, and the roles
 * that those scopes bring.
 */
public final class ReadOnly {

    /** Client attribute that names the scopes, separated by blanks. */
    public static final String CLIENT_ATTRIBUTE = "assume.read-only.scopes";

    /** Keycloak's own account pages: their API lets nobody who is somebody else do more than look. */
    private static final Set<String> LOOKING_ANYWAY =
            Set.of(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID, Constants.ACCOUNT_CONSOLE_CLIENT_ID);

    private final ClientModel client;
    private final Set<String> declared;

    public ReadOnly(ClientModel client) {
        this.client = client;
        String attribute = client.getAttribute(CLIENT_ATTRIBUTE);
        this.declared = Arrays.stream((attribute == null ? "" : attribute).split("\\s+"))
                .filter(scope -> !scope.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the application can be entered at all: one that declares nothing would not keep the promise. */
    public boolean isOffered() {
        boolean oidc = client.getProtocol() == null || OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol());
        return oidc && (!declared.isEmpty() || LOOKING_ANYWAY.contains(client.getClientId()));
    }

    /** Takes out of an access token of this application whatever its declared scopes do not bring. */
    public void reduceIn(AccessToken token) {
        if (token.getScope() != null) {
            token.setScope(Arrays.stream(token.getScope().split(" "))
                    .filter(scope -> scope.equals(OAuth2Constants.SCOPE_OPENID) || declared.contains(scope))
                    .collect(Collectors.joining(" ")));
        }
        Set<RoleModel> brought = roles();
        keep(token.getRealmAccess(), role -> brought.contains(client.getRealm().getRole(role)));
        token.getResourceAccess().forEach((owner, access) -> {
            // What looks on in the account is left of it already.
            if (!owner.equals(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID)) {
                ClientModel container = client.getRealm().getClientByClientId(owner);
                keep(access, role -> container != null && brought.contains(container.getRole(role)));
            }
        });
    }

    private Set<RoleModel> roles() {
        Stream<RoleModel> mapped = Stream.of(true, false)
                .flatMap(byDefault -> client.getClientScopes(byDefault).values().stream())
                .filter(scope -> declared.contains(scope.getName()))
                .flatMap(scope -> scope.getScopeMappingsStream());
        return RoleUtils.expandCompositeRolesStream(mapped).collect(Collectors.toSet());
    }

    private static void keep(AccessToken.Access access, Predicate<String> wanted) {
        if (access != null && access.getRoles() != null) {
            access.roles(access.getRoles().stream().filter(wanted).collect(Collectors.toSet()));
        }
    }
}
