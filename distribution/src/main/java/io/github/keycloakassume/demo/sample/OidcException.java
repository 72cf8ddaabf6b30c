package io.github.keycloakassume.demo.sample;

/** The identity provider refused, could not be reached, or said something that must not be believed. */
final class OidcException extends Exception {

    private static final long serialVersionUID = 1L;

    OidcException(String message) {
        super(message);
    }

    OidcException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
