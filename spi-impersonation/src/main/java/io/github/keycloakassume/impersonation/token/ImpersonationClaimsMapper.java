package io.github.keycloakassume.impersonation.token;

import io.github.keycloakassume.impersonation.keycloak.ImpersonationScope;
import io.github.keycloakassume.impersonation.keycloak.KeycloakClock;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.StrayAnswer;
import io.github.keycloakassume.impersonation.session.RealmSettings;
import io.github.keycloakassume.impersonation.session.RefuseStray;
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
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

/**
 * Writes the claims where only a mapper can: into userinfo, and into ID tokens of flows without a refresh token. From
 * sessions of everybody else it takes them away, for it is the last of the mappers.
 */
public final class ImpersonationClaimsMapper extends AbstractOIDCProtocolMapper
        implements OIDCIDTokenMapper, UserInfoTokenMapper {

    /** Provider id of the mapper. */
    public static final String ID = "oidc-assume-impersonation-mapper";

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel mapper,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        Marks.of(session, userSession)
                .ifPresentOrElse(
                        mark -> ClaimWriter.write(mark, token), () -> ClaimWriter.clear(session, token, userSession));
    }

    /** A stray session may have tokens of before we were there. Where this mapper is not, a filter of the answer refuses. */
    @Override
    public AccessToken transformUserInfoToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        if (Marks.isStray(session, userSession)) {
            new RefuseStray(session, new KeycloakClock()).note(userSession);
            throw StrayAnswer.invalidToken();
        }
        return super.transformUserInfoToken(token, mapper, session, userSession, context);
    }

    /** Keycloak has set the expiry of the ID token already, and where there is no refresh token nobody seals it later. */
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
        new ImpersonationScope(ID).keepAttached(factory);
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
