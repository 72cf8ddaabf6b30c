package io.github.keycloakassume.tests.applications;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import io.github.keycloakassume.testbed.ExchangingClient;
import java.io.IOException;
import java.text.ParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The exchange by Nimbus' SDK, without the filter. */
final class NimbusClient implements ExchangingClient {

    @Override
    public Map<String, String> exchange(Map<String, String> wanted) {
        try {
            OIDCProviderMetadata server = OIDCProviderMetadata.resolve(new Issuer(value(wanted, "issuer")));
            TokenResponse answer =
                    TokenResponse.parse(request(server, wanted).toHTTPRequest().send());
            if (!answer.indicatesSuccess()) {
                return Map.of("error", answer.toErrorResponse().getErrorObject().getCode());
            }
            AccessTokenResponse success = answer.toSuccessResponse();
            JWTClaimsSet claims = validated(
                    server, wanted, success.getTokens().getAccessToken().getValue());
            return Map.of(
                    "sub", claims.getSubject(),
                    "actor", String.valueOf(claims.getJSONObjectClaim("act").get("sub")),
                    "tokenType", success.getTokens().getAccessToken().getType().getValue(),
                    "refreshToken", String.valueOf(success.getTokens().getRefreshToken() != null));
        } catch (IOException | GeneralException | ParseException | BadJOSEException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TokenRequest request(OIDCProviderMetadata server, Map<String, String> wanted) {
        var client = new ClientSecretBasic(
                new ClientID(value(wanted, "clientId")), new Secret(value(wanted, "clientSecret")));
        var grant =
                new TokenExchangeGrant(new BearerAccessToken(value(wanted, "subjectToken")), TokenTypeURI.ACCESS_TOKEN);
        return new TokenRequest.Builder(server.getTokenEndpointURI(), client, grant)
                .customParameter("requested_subject", value(wanted, "requestedSubject"))
                .build();
    }

    private static JWTClaimsSet validated(OIDCProviderMetadata server, Map<String, String> wanted, String token)
            throws IOException, ParseException, BadJOSEException, JOSEException {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.RS256,
                JWKSourceBuilder.<SecurityContext>create(server.getJWKSetURI().toURL())
                        .build()));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                new Audience(value(wanted, "clientId")).getValue(),
                new JWTClaimsSet.Builder().issuer(server.getIssuer().getValue()).build(),
                Set.of("sub", "exp", "act")));
        return processor.process(JWTParser.parse(token), null);
    }

    private static String value(Map<String, String> wanted, String name) {
        return Objects.requireNonNull(wanted.get(name), name);
    }
}
