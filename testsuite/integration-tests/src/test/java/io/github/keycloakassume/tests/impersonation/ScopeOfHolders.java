package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.keycloak.representations.idm.ClientScopeRepresentation;

/** Client scope {@code impersonate} of a realm, and who gets it in a token. */
final class ScopeOfHolders {

    static final String NAME = "impersonate";

    private final RealmFixture realm;

    ScopeOfHolders(RealmFixture realm) {
        this.realm = realm;
    }

    Optional<ClientScopeRepresentation> find() {
        return realm.admin().clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals(NAME))
                .findFirst();
    }

    ClientScopeRepresentation scope() {
        return find().orElseThrow();
    }

    /** An application of the realm's administrators that may ask for it. */
    TestClient application(String clientId) {
        TestClient client = realm.client(clientId);
        realm.admin().clients().get(client.id()).addOptionalClientScope(scope().getId());
        return client;
    }

    /** A token for which the user logs in and the application asks for the scope. */
    TokenAnswer asked(TestClient client, TestUser user) {
        return realm.tokens()
                .token(
                        client,
                        Map.of(
                                "grant_type",
                                "password",
                                "scope",
                                "openid " + NAME,
                                "username",
                                user.username(),
                                "password",
                                user.password()));
    }

    /** The scopes in all that the answer has: itself, the access token, the refresh token. */
    static Set<String> in(TokenAnswer answer) {
        Set<String> scopes = new TreeSet<>(words(String.valueOf(answer.body().getOrDefault("scope", ""))));
        for (String token : List.of("access_token", "refresh_token")) {
            if (answer.body().get(token) instanceof String jwt) {
                scopes.addAll(words(String.valueOf(TokenEndpoint.claims(jwt).getOrDefault("scope", ""))));
            }
        }
        return scopes;
    }

    private static List<String> words(String scope) {
        return Arrays.stream(scope.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
