package io.github.keycloakassume.testbed;

import java.util.Map;

/** A client that is none of ours, makes a token exchange on behalf of a user, and validates the result itself. */
@FunctionalInterface
public interface ExchangingClient {

    /**
     * What the token says that it got: {@code sub}, {@code actor}, {@code tokenType}, {@code refreshToken} (whether there is
     * one); {@code error} instead, when the token endpoint refused.
     *
     * @param wanted {@code issuer}, {@code clientId}, {@code clientSecret}, {@code subjectToken}, {@code requestedSubject}
     */
    Map<String, String> exchange(Map<String, String> wanted);
}
