package io.github.keycloakassume.demo.sample;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What a confidential OpenID Connect client does: code flow with PKCE, refresh, userinfo, introspection, logout. */
final class OidcClient {

    private static final int TIMEOUT_MILLIS = 10_000;

    /** A client settles on one algorithm beforehand; it never takes the one that a token names. */
    private static final JWSAlgorithm ALGORITHM = JWSAlgorithm.RS256;

    private static final Scope SCOPE = new Scope("openid", "profile", "email", "documents:read", "documents:write");

    private final OidcProvider provider;
    private final ClientID clientId;
    private final ClientAuthentication authentication;
    private final URI redirectUri;

    OidcClient(OidcProvider provider, String clientId, String secret, URI redirectUri) {
        this.provider = provider;
        this.clientId = new ClientID(clientId);
        this.authentication = new ClientSecretBasic(this.clientId, new Secret(secret));
        this.redirectUri = redirectUri;
    }

    URI authenticationAddress(PendingLogin login) throws OidcException {
        return new AuthenticationRequest.Builder(ResponseType.CODE, SCOPE, clientId, redirectUri)
                .endpointURI(provider.metadata().getAuthorizationEndpointURI())
                .state(login.state())
                .nonce(login.nonce())
                .codeChallenge(login.verifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    Tokens redeem(AuthorizationCode code, PendingLogin login) throws OidcException {
        OIDCTokenResponse answer = token(new AuthorizationCodeGrant(code, redirectUri, login.verifier()));
        return validated(answer, login.nonce());
    }

    /** New tokens, with the ID token checked anew and for the same user. */
    Tokens refresh(Tokens tokens) throws OidcException {
        String refreshToken = tokens.refreshToken();
        if (refreshToken == null) {
            throw new OidcException("There is no refresh token");
        }
        Tokens refreshed = validated(token(new RefreshTokenGrant(new RefreshToken(refreshToken))), null);
        if (!refreshed.subject().equals(tokens.subject())) {
            throw new OidcException("The refreshed ID token belongs to someone else");
        }
        return refreshed;
    }

    /** The body of the userinfo endpoint's answer, whether it is the claims or an error. */
    String userInfo(Tokens tokens) throws OidcException {
        return send(new UserInfoRequest(
                                provider.metadata().getUserInfoEndpointURI(),
                                new BearerAccessToken(tokens.accessToken()))
                        .toHTTPRequest())
                .getBody();
    }

    /** The body of the introspection endpoint's answer for the access token. */
    String introspection(Tokens tokens) throws OidcException {
        return send(new TokenIntrospectionRequest(
                                provider.metadata().getIntrospectionEndpointURI(),
                                authentication,
                                new BearerAccessToken(tokens.accessToken()))
                        .toHTTPRequest())
                .getBody();
    }

    /** Where to send the browser to end the session at the identity provider as well. */
    URI logoutAddress(Tokens tokens, URI afterwards) throws OidcException {
        try {
            return new LogoutRequest(
                            provider.metadata().getEndSessionEndpointURI(),
                            JWTParser.parse(tokens.idToken()),
                            afterwards,
                            null)
                    .toURI();
        } catch (java.text.ParseException e) {
            throw new OidcException("The ID token cannot be read", e);
        }
    }

    /** The same for a browser whose session here has ended by itself: it may have one at the identity provider. */
    URI logoutAddress(String clientId, URI afterwards) throws OidcException {
        return new LogoutRequest(
                        provider.metadata().getEndSessionEndpointURI(),
                        null,
                        null,
                        new ClientID(clientId),
                        afterwards,
                        null,
                        null)
                .toURI();
    }

    /** Checks a logout token of the identity provider and gives what it says. */
    LogoutTokenClaimsSet validateLogoutToken(String logoutToken) throws OidcException {
        try {
            var metadata = provider.metadata();
            return new LogoutTokenValidator(
                            metadata.getIssuer(),
                            clientId,
                            ALGORITHM,
                            metadata.getJWKSetURI().toURL())
                    .validate(JWTParser.parse(logoutToken));
        } catch (java.text.ParseException | IOException | BadJOSEException | JOSEException e) {
            throw new OidcException("The logout token is not valid", e);
        }
    }

    private OIDCTokenResponse token(AuthorizationGrant grant) throws OidcException {
        var request =
                new TokenRequest.Builder(provider.metadata().getTokenEndpointURI(), authentication, grant).build();
        HTTPResponse answer = send(request.toHTTPRequest());
        try {
            TokenResponse response = OIDCTokenResponseParser.parse(answer);
            if (response instanceof OIDCTokenResponse success) {
                return success;
            }
            var error = response.toErrorResponse().getErrorObject();
            throw new OidcException(error.getCode() + ": " + error.getDescription());
        } catch (ParseException e) {
            throw new OidcException("The token endpoint's answer cannot be read", e);
        }
    }

    private Tokens validated(OIDCTokenResponse answer, @Nullable Nonce nonce) throws OidcException {
        var tokens = answer.getOIDCTokens();
        JWT idToken = tokens.getIDToken();
        try {
            if (idToken == null) {
                throw new OidcException("The token endpoint sent no ID token");
            }
            var metadata = provider.metadata();
            new IDTokenValidator(
                            metadata.getIssuer(),
                            clientId,
                            ALGORITHM,
                            metadata.getJWKSetURI().toURL())
                    .validate(idToken, nonce);
            RefreshToken refreshToken = tokens.getRefreshToken();
            return Tokens.of(
                    tokens.getAccessToken().getValue(),
                    idToken.serialize(),
                    refreshToken == null ? null : refreshToken.getValue());
        } catch (java.text.ParseException | IOException | BadJOSEException | JOSEException e) {
            throw new OidcException("The ID token is not valid", e);
        }
    }

    private static HTTPResponse send(HTTPRequest request) throws OidcException {
        request.setConnectTimeout(TIMEOUT_MILLIS);
        request.setReadTimeout(TIMEOUT_MILLIS);
        try {
            return request.send();
        } catch (IOException e) {
            throw new OidcException("The identity provider cannot be reached", e);
        }
    }
}
