package io.github.keycloakassume.tests.onbehalf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.StockTwin;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.ClientRepresentation;

/** Case by case what Keycloak's documentation says of standard token exchange. */
@KeycloakTest
@DisplayName("Keycloak's standard token exchange of people whom no one impersonates is answered as without us:")
final class StandardExchangeTwinIT {

    private static final String ACCESS = Exchanges.TYPE + "access_token";

    private final Side withUs;
    private final Side without;

    StandardExchangeTwinIT(RealmFixture realm, StockTwin twin) {
        this.withUs = Side.in(realm);
        this.without = Side.in(twin.realm());
    }

    /** What is asked; the parameters are those of the request, but for the two that every one has. */
    enum Case {
        PLAIN(""),
        OPENID("scope=openid"),
        NARROWER_SCOPE("scope=profile"),
        UNKNOWN_SCOPE("scope=no-such-scope"),
        OFFLINE("scope=openid offline_access"),
        AUDIENCE("audience=target"),
        UNAVAILABLE_AUDIENCE("audience=stranger"),
        UNKNOWN_AUDIENCE("audience=no-such-client"),
        DISABLED_AUDIENCE("audience=disabled"),
        ID_TOKEN("requested_token_type=TYPE:id_token&scope=openid"),
        ACCESS_TOKEN("requested_token_type=TYPE:access_token"),
        REFRESH_TOKEN("requested_token_type=TYPE:refresh_token"),
        SAML("requested_token_type=TYPE:saml2"),
        UNKNOWN_TYPE("requested_token_type=anything"),
        NO_SUBJECT_TYPE("subject_token_type="),
        ID_TOKEN_AS_SUBJECT("subject_token_type=TYPE:id_token"),
        JWT_AS_SUBJECT("subject_token_type=TYPE:jwt"),
        REFRESH_TOKEN_AS_SUBJECT("subject_token_type=TYPE:refresh_token"),
        NO_SUBJECT("subject_token="),
        FORGED_SUBJECT("subject_token=no-token"),
        ACTOR_TOKEN("actor_token=no-token&actor_token_type=TYPE:access_token"),
        REQUESTED_ISSUER("requested_issuer=google"),
        SUBJECT_ISSUER("subject_issuer=google"),
        RESOURCE("resource=https://api.example");

        private final String changes;

        Case(String changes) {
            this.changes = changes;
        }

        private Map<String, String> changes() {
            Map<String, String> parameters = new HashMap<>();
            for (String change : changes.split("&", -1)) {
                int equals = change.indexOf('=');
                if (equals > 0) {
                    parameters.put(
                            change.substring(0, equals),
                            change.substring(equals + 1).replace("TYPE:", Exchanges.TYPE));
                }
            }
            return parameters;
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("by the application that the token was issued for")
    void ofItsOwn(Case asked) {
        assertThat(withUs.exchange("requester", "requester", asked))
                .isEqualTo(without.exchange("requester", "requester", asked));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"PLAIN", "OPENID", "AUDIENCE", "REFRESH_TOKEN", "ID_TOKEN"})
    @DisplayName("by an application in the audience of the token")
    void ofAnothers(Case asked) {
        assertThat(withUs.exchange("frontend", "requester", asked))
                .isEqualTo(without.exchange("frontend", "requester", asked));
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"PLAIN", "AUDIENCE"})
    @DisplayName("by applications that may not")
    void ofThoseWhoMayNot(Case asked) {
        for (String client : List.of("stranger", "off")) {
            assertThat(withUs.exchange("frontend", client, asked))
                    .isEqualTo(without.exchange("frontend", client, asked));
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"PLAIN", "OPENID"})
    @DisplayName("by an application that needs consent")
    void withConsent(Case asked) {
        assertThat(withUs.exchange("frontend", "consenting", asked))
                .isEqualTo(without.exchange("frontend", "consenting", asked));
    }

    /** The same applications and the same user on both servers. */
    private record Side(RealmFixture realm, TestUser user, Map<String, TestClient> clients) {

        private static final Map<URI, Side> MADE = new ConcurrentHashMap<>();

        /** Made once for a realm: its applications have the same names on both servers. */
        static Side in(RealmFixture realm) {
            return MADE.computeIfAbsent(realm.url(), address -> make(realm));
        }

        private static Side make(RealmFixture realm) {
            Map<String, TestClient> clients = new HashMap<>();
            for (String name :
                    List.of("target", "disabled", "stranger", "off", "consenting", "frontend", "requester")) {
                clients.put(name, realm.client(name, client -> shape(name, client)));
            }
            return new Side(realm, realm.user("user"), clients);
        }

        private static void shape(String name, ClientRepresentation client) {
            client.setAttributes(
                    new HashMap<>(Map.of("standard.token.exchange.enabled", String.valueOf(!name.equals("off")))));
            client.setEnabled(!name.equals("disabled"));
            client.setConsentRequired(name.equals("consenting"));
            if (name.equals("frontend")) {
                client.setProtocolMappers(List.of(
                        RealmFixture.audience("requester"),
                        RealmFixture.audience("off"),
                        RealmFixture.audience("consenting")));
            }
            if (name.equals("requester")) {
                client.setProtocolMappers(List.of(RealmFixture.audience("requester"), RealmFixture.audience("target")));
            }
        }

        private TestClient client(String name) {
            TestClient client = clients.get(name);
            if (client == null) {
                throw new IllegalArgumentException(name);
            }
            return client;
        }

        Map<String, Object> exchange(String issuedFor, String by, Case asked) {
            String token = realm.tokens().password(client(issuedFor), user).accessToken();
            Map<String, String> parameters = new HashMap<>(
                    Map.of("grant_type", Exchanges.GRANT, "subject_token", token, "subject_token_type", ACCESS));
            parameters.putAll(asked.changes());
            parameters.values().removeIf(String::isEmpty);
            return essence(realm.tokens().token(client(by), parameters));
        }

        /** All of an answer that does not differ from one to the next. */
        private static Map<String, Object> essence(TokenAnswer answer) {
            Map<String, Object> essence = new TreeMap<>();
            essence.put("status", answer.status());
            answer.body().forEach((name, value) -> essence.put(name, of(name, value)));
            return essence;
        }

        private static Object of(String name, Object value) {
            return switch (name) {
                case "access_token", "refresh_token", "id_token" -> claims(String.valueOf(value));
                case "session_state" -> "a session";
                case "scope" -> words(value);
                case "expires_in" -> "nearly " + wholeTens(value) + " seconds";
                default -> value;
            };
        }

        private static Map<String, Object> claims(String token) {
            Map<String, Object> claims = new TreeMap<>(TokenEndpoint.claims(token));
            Set.of("jti", "iat", "exp", "auth_time", "sid", "sub", "iss", "at_hash")
                    .forEach(name -> claims.computeIfPresent(name, (same, value) -> "present"));
            claims.computeIfPresent("email", (same, value) -> "present");
            claims.computeIfPresent("realm_access", (same, value) -> "present");
            claims.computeIfPresent(
                    "aud", (same, value) -> String.valueOf(value).contains("http") ? "realm" : value);
            claims.computeIfPresent("scope", (same, value) -> words(value));
            claims.replaceAll((name, value) -> inNoOrder(value));
            return claims;
        }

        private static Object words(Object value) {
            return new TreeSet<>(List.of(String.valueOf(value).split(" ", -1)));
        }

        /** Lists without their order, which means nothing in a token: Keycloak writes {@code aud} from a hash set. */
        private static Object inNoOrder(Object value) {
            if (value instanceof Map<?, ?> object) {
                Map<Object, Object> same = new HashMap<>();
                object.forEach((name, member) -> same.put(name, inNoOrder(member)));
                return same;
            }
            return value instanceof Collection<?> values ? new HashSet<Object>(values) : value;
        }

        /** Seconds rounded up, because a second may pass between the token and its answer. */
        private static long wholeTens(Object seconds) {
            return (((Number) seconds).longValue() + 9) / 10 * 10;
        }
    }
}
