package io.github.keycloakassume.clients.spring;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.security.oauth2.client.OAuth2AuthorizationContext;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.TokenExchangeOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.RestClientTokenExchangeTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClientResponseException;

/**
 * Exchanges a token on behalf of a user and validates the result, both as Spring Security does. Of its own it adds the one
 * parameter that Spring Security has no property for, {@code requested_subject}; everything else is as it comes, the type
 * of the subject token too ({@code …:jwt} for a {@code Jwt}).
 *
 * <p>Types of the JDK alone go in and out: it runs in a class loader of its own.
 */
public final class SpringExchange implements UnaryOperator<Map<String, String>> {

    /** For the class loader. */
    public SpringExchange() {}

    /** Takes issuer, clientId, clientSecret, subjectToken, requestedSubject; gives sub, actor, or error (with status and body where that is not 400). */
    @Override
    public Map<String, String> apply(Map<String, String> wanted) {
        String issuer = value(wanted, "issuer");
        JwtDecoder decoder = JwtDecoders.fromIssuerLocation(issuer);
        Jwt subjectToken = decoder.decode(value(wanted, "subjectToken"));
        try {
            OAuth2AuthorizedClient authorized = Objects.requireNonNull(
                    provider(value(wanted, "requestedSubject")).authorize(context(wanted, subjectToken)), "authorized");
            Jwt token = decoder.decode(authorized.getAccessToken().getTokenValue());
            Map<String, Object> act = Objects.requireNonNull(token.getClaimAsMap("act"), "act");
            return Map.of(
                    "sub", token.getSubject(),
                    "actor", String.valueOf(act.get("sub")),
                    "tokenType", authorized.getAccessToken().getTokenType().getValue(),
                    "refreshToken", String.valueOf(authorized.getRefreshToken() != null));
        } catch (OAuth2AuthorizationException e) {
            return refused(e);
        }
    }

    /** Spring Security reads the error of an answer with status 400 alone; others stand at the end of the causes. */
    private static Map<String, String> refused(OAuth2AuthorizationException e) {
        String error = e.getError().getErrorCode();
        return answer(e).map(answer -> Map.of(
                        "error", error,
                        "status", String.valueOf(answer.getStatusCode().value()),
                        "body", answer.getResponseBodyAsString()))
                .orElse(Map.of("error", error));
    }

    private static Optional<RestClientResponseException> answer(Throwable thrown) {
        Throwable cause = thrown.getCause();
        while (cause != null && !(cause instanceof RestClientResponseException)) {
            cause = cause.getCause();
        }
        return Optional.ofNullable((RestClientResponseException) cause);
    }

    private static TokenExchangeOAuth2AuthorizedClientProvider provider(String requestedSubject) {
        var client = new RestClientTokenExchangeTokenResponseClient();
        client.addParametersConverter(request -> {
            MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
            parameters.add("requested_subject", requestedSubject);
            return parameters;
        });
        var provider = new TokenExchangeOAuth2AuthorizedClientProvider();
        provider.setAccessTokenResponseClient(client);
        return provider;
    }

    private static OAuth2AuthorizationContext context(Map<String, String> wanted, Jwt subjectToken) {
        ClientRegistration registration = ClientRegistration.withRegistrationId("keycloak")
                .clientId(value(wanted, "clientId"))
                .clientSecret(value(wanted, "clientSecret"))
                .authorizationGrantType(AuthorizationGrantType.TOKEN_EXCHANGE)
                .tokenUri(value(wanted, "issuer") + "/protocol/openid-connect/token")
                .build();
        return OAuth2AuthorizationContext.withClientRegistration(registration)
                .principal(new JwtAuthenticationToken(subjectToken))
                .build();
    }

    private static String value(Map<String, String> wanted, String name) {
        return Objects.requireNonNull(wanted.get(name), name);
    }
}
