package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.impersonation.keycloak.ImpersonationScope;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.session.RealmSettings;
import java.util.List;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.IDToken;

/**
 * Writes the claims of an impersonated session where claims of Keycloak come from, so that the Admin Console's evaluation of
 * client scopes shows them. No guarantee rests on it: whoever manages clients can take it away, and the tokens are sealed
 * after all mappers ({@link ActTokenPostProcessor}, {@link SealedTokenManager}).
 */
public final class ImpersonationClaimsMapper extends AbstractOIDCProtocolMapper
        implements OIDCIDTokenMapper, UserInfoTokenMapper {

    /** Provider id of the mapper. */
    public static final String ID = ImpersonationScope.MAPPER;

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel mapper,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        Marks.of(session, userSession)
                .ifPresentOrElse(mark -> ClaimWriter.write(mark, token), () -> ClaimWriter.clear(token));
    }

    /** Keycloak has set the expiry of the ID token already. */
    @Override
    public IDToken transformIDToken(
            IDToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        IDToken transformed = super.transformIDToken(token, mapper, session, userSession, context);
        Marks.of(session, userSession)
                .ifPresent(mark -> ClaimWriter.cap(
                        mark,
                        transformed,
                        RealmSettings.of(session, userSession.getRealm()).accessTokenLifespan()));
        return transformed;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        ImpersonationScope.keepAttached(factory);
    }

    @Override
    public int getPriority() {
        return Integer.MAX_VALUE;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getDisplayType() {
        return "Impersonation";
    }

    @Override
    public String getHelpText() {
        return "Adds act and impersonation to the ID token and userinfo of impersonated sessions.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }
}
