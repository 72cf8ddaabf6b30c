package io.github.keycloakassume.core.keycloak;

import org.keycloak.common.Profile;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oauth2.cimd.provider.AbstractPersistentClientIdMetadataDocumentProvider;
import org.keycloak.storage.StorageId;

/**
 * Clients of which others than this realm's administrators say what they are. What cannot be told apart from these is taken
 * for one.
 */
final class DynamicClients {

    private static final String URI_SCHEME_END = "://";

    private DynamicClients() {}

    /**
     * Whether the client registered itself, or may change itself.
     *
     * <ul>
     *   <li>By the client registration service, anonymously, with an initial access token or a bearer token, by whatever provider
     *       ({@code default}, {@code openid-connect}, {@code saml2-entity-descriptor}): each leaves a registration access
     *       token on the client ({@code AbstractClientRegistrationProvider.create}). So does an administrator who hands one
     *       out for a client ({@code ClientResource.regenerateRegistrationAccessToken}): from then on, who has it rewrites
     *       the client. An import brings none, and then no token rewrites the imported client.
     *   <li>By a document at its client id ({@code AbstractPersistentClientIdMetadataDocumentProvider}): it leaves the time until
     *       which the document is kept. A provider of another extension may leave nothing, so that every client whose id is
     *       a URI counts while the feature is on.
     *   <li>In a storage outside Keycloak, which says what it wants ({@code ClientStorageProvider}).
     * </ul>
     */
    static boolean has(ClientModel client) {
        return client.getRegistrationToken() != null || isDescribedByDocument(client) || isStoredElsewhere(client);
    }

    private static boolean isDescribedByDocument(ClientModel client) {
        return client.getAttribute(AbstractPersistentClientIdMetadataDocumentProvider.CIMD_CACHE_EXPIRY_TIME_IN_SEC)
                        != null
                || (client.getClientId().contains(URI_SCHEME_END) && Profile.isFeatureEnabled(Profile.Feature.CIMD));
    }

    private static boolean isStoredElsewhere(ClientModel client) {
        return !new StorageId(client.getId()).isLocal();
    }
}
