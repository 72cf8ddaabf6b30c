package io.github.keycloakassume.tests.assumption;

import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.tests.impersonation.TrustedRealm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.PartialImportRepresentation;

/**
 * The ways in which administrators change what makes a user vendor: all that Keycloak 26.7 lets them do to an identity
 * provider ({@code IdentityProvidersResource}, {@code IdentityProviderResource}, {@code PartialImport}) and to a link
 * ({@code UserResource}).
 */
enum WayToShed {
    DELETE_THE_PROVIDER,
    DISABLE_THE_PROVIDER,
    HIDE_THE_PROVIDER,
    POINT_THE_PROVIDER_ELSEWHERE,
    DELETE_THE_PROVIDER_AND_MAKE_IT_ANEW,
    MAKE_IT_ANEW_OF_ANOTHER_KIND,
    IMPORT_ANOTHER_OVER_IT,
    UNLINK_THE_USER,
    LINK_THE_USER_TO_ANOTHER_ACCOUNT;

    /** Whether vendors are refused that for themselves, so that another administrator has to do it. */
    boolean isRefusedToOneself() {
        return this == UNLINK_THE_USER || this == LINK_THE_USER_TO_ANOTHER_ACCOUNT;
    }

    /** Does it as an administrator of the realm; what Keycloak refuses by itself is no matter. */
    void take(RealmFixture realm, Keycloak api, String userId) {
        RealmResource admin = api.realm(realm.name());
        var provider = admin.identityProviders().get(TrustedRealm.ALIAS);
        IdentityProviderRepresentation present = provider.toRepresentation();
        switch (this) {
            case DELETE_THE_PROVIDER -> provider.remove();
            case DISABLE_THE_PROVIDER -> {
                present.setEnabled(false);
                provider.update(present);
            }
            case HIDE_THE_PROVIDER -> {
                present.setHideOnLogin(true);
                present.setLinkOnly(true);
                provider.update(present);
            }
            case POINT_THE_PROVIDER_ELSEWHERE -> {
                present.getConfig().putAll(elsewhere());
                provider.update(present);
            }
            case DELETE_THE_PROVIDER_AND_MAKE_IT_ANEW -> {
                provider.remove();
                present.setInternalId(null);
                admin.identityProviders().create(present).close();
            }
            case MAKE_IT_ANEW_OF_ANOTHER_KIND -> {
                provider.remove();
                admin.identityProviders().create(ofAnotherKind()).close();
            }
            case IMPORT_ANOTHER_OVER_IT -> {
                var file = new PartialImportRepresentation();
                file.setIfResourceExists(PartialImportRepresentation.Policy.OVERWRITE.name());
                file.setIdentityProviders(List.of(ofAnotherKind()));
                admin.partialImport(file).close();
            }
            case UNLINK_THE_USER -> admin.users().get(userId).removeFederatedIdentity(TrustedRealm.ALIAS);
            case LINK_THE_USER_TO_ANOTHER_ACCOUNT -> {
                admin.users().get(userId).removeFederatedIdentity(TrustedRealm.ALIAS);
                String another = People.identityProvider(realm);
                var link = new FederatedIdentityRepresentation();
                link.setIdentityProvider(another);
                link.setUserId("x");
                link.setUserName("x");
                admin.users().get(userId).addFederatedIdentity(another, link).close();
            }
        }
    }

    private static Map<String, String> elsewhere() {
        return Map.of(
                "issuer", "https://elsewhere.example",
                "authorizationUrl", "https://elsewhere.example/auth",
                "tokenUrl", "https://elsewhere.example/token",
                "clientId", "other");
    }

    private static IdentityProviderRepresentation ofAnotherKind() {
        var other = new IdentityProviderRepresentation();
        other.setAlias(TrustedRealm.ALIAS);
        other.setProviderId("oauth2");
        other.setEnabled(true);
        other.setConfig(new HashMap<>(elsewhere()));
        return other;
    }
}
