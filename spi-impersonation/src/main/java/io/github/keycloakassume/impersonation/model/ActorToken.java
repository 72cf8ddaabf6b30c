package io.github.keycloakassume.impersonation.model;

/**
 * The token of an actor that is exchanged for one of a user. Kept in memory alone, and never written anywhere: its text is no
 * token.
 *
 * @param encoded as the application sent it
 */
public record ActorToken(String encoded) {

    @Override
    public String toString() {
        return "ActorToken[]";
    }
}
