package io.github.keycloakassume.impersonation.keycloak;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.oidc.mappers.AbstractPairwiseSubMapper;
import org.keycloak.protocol.oidc.mappers.PairwiseSubMapperHelper;
import org.keycloak.protocol.oidc.utils.PairwiseSubMapperUtils;

/** The pairwise subject of a user at one application (OpenID Connect Core section 8.1), made anew. */
final class PairwiseSubject {

    private PairwiseSubject() {}

    /** Whether it is what one of the application's own pairwise mappers makes of that user. */
    static boolean isOf(KeycloakSession session, ClientModel client, UserModel user, String subject) {
        return client.getProtocolMappersStream()
                .anyMatch(mapper -> session.getKeycloakSessionFactory()
                                        .getProviderFactory(ProtocolMapper.class, mapper.getProtocolMapper())
                                instanceof AbstractPairwiseSubMapper pairwise
                        && subject.equals(pairwise.generateSub(mapper, sector(client, mapper), user.getId())));
    }

    /** As {@code AbstractPairwiseSubMapper.getSectorIdentifier}, which is private. */
    private static String sector(ClientModel client, ProtocolMapperModel mapper) {
        String uri = PairwiseSubMapperHelper.getSectorIdentifierUri(mapper);
        return uri == null || uri.isEmpty()
                ? PairwiseSubMapperUtils.resolveValidSectorIdentifier(client.getRootUrl(), client.getRedirectUris())
                : PairwiseSubMapperUtils.resolveValidSectorIdentifier(uri);
    }
}
