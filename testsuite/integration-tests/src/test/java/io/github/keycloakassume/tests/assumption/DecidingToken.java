package io.github.keycloakassume.tests.assumption;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.impersonation.AppInBrowser;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** A kind of access token that Keycloak takes for a user, by how it came about. */
enum DecidingToken {
    /** By a login, with its session. */
    LOGIN,
    /** By a refresh token of that. */
    REFRESHED,
    /** With hardly a claim. */
    LIGHTWEIGHT,
    /** By an offline token, while the login session is there: the browser was logged in before it was asked for. */
    OFFLINE,
    /** By an offline token of a first login, whose session Keycloak removes at once ({@code OAuth2GrantTypeBase}). */
    OFFLINE_ALONE,
    /** Of a client by itself. */
    SERVICE_ACCOUNT,
    /** Exchanged by the client that it was issued to. */
    EXCHANGED,
    /** Exchanged by a client without a session with the user: it names the login session all the same. */
    EXCHANGED_BY_ANOTHER_CLIENT;

    private static final String EXCHANGE = "standard.token.exchange.enabled";

    /** A token of that kind for a user, who logs in there where it takes a browser; of a service account with the user's right to decide. */
    String of(RealmFixture realm, TestUser user, BrowserContext browser) {
        TestClient client = client(realm, name());
        TokenAnswer login = realm.tokens().password(client, user);
        return switch (this) {
            case LOGIN, LIGHTWEIGHT -> login.accessToken();
            case REFRESHED ->
                realm.tokens().refresh(client, login.refreshToken()).accessToken();
            case OFFLINE -> offline(realm, client, user, browser);
            case OFFLINE_ALONE -> offlineAlone(realm, client, user);
            case SERVICE_ACCOUNT -> serviceAccount(realm, client);
            case EXCHANGED -> exchange(realm, client, login.accessToken());
            case EXCHANGED_BY_ANOTHER_CLIENT -> {
                TestClient another = client(realm, "another");
                yield exchange(realm, another, tokenFor(realm, client, user, another));
            }
        };
    }

    /** Client id of the application that a token was issued for. */
    static String applicationOf(String token) {
        return String.valueOf(TokenEndpoint.claims(token).get("azp"));
    }

    private TestClient client(RealmFixture realm, String name) {
        return Scene.app(realm, name.toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID(), this::prepare);
    }

    private void prepare(ClientRepresentation client) {
        Map<String, String> attributes = new HashMap<>(Map.of(EXCHANGE, "true"));
        if (this == LIGHTWEIGHT) {
            attributes.put("client.use.lightweight.access.token.enabled", "true");
        }
        client.setAttributes(attributes);
        client.setServiceAccountsEnabled(this == SERVICE_ACCOUNT);
    }

    private static String offline(RealmFixture realm, TestClient client, TestUser user, BrowserContext browser) {
        AppInBrowser app = new AppInBrowser(realm, client, browser);
        app.login(user);
        app.openScoped("&scope=openid%20offline_access");
        String token =
                realm.tokens().refresh(client, app.tokens().refreshToken()).accessToken();
        if (!hasSession(realm, user, token)) {
            throw new IllegalStateException("the login session is gone");
        }
        return token;
    }

    private static String offlineAlone(RealmFixture realm, TestClient client, TestUser user) {
        TokenAnswer offline = realm.tokens()
                .token(
                        client,
                        Map.of(
                                "grant_type",
                                "password",
                                "scope",
                                "openid offline_access",
                                "username",
                                user.username(),
                                "password",
                                user.password()));
        String token = realm.tokens().refresh(client, offline.refreshToken()).accessToken();
        if (hasSession(realm, user, token)) {
            throw new IllegalStateException("the login session is there");
        }
        return token;
    }

    private static boolean hasSession(RealmFixture realm, TestUser user, String token) {
        Object id = TokenEndpoint.claims(token).get("sid");
        return realm.admin().users().get(user.id()).getUserSessions().stream()
                .anyMatch(session -> session.getId().equals(id));
    }

    private static String serviceAccount(RealmFixture realm, TestClient client) {
        var account = realm.admin().clients().get(client.id()).getServiceAccountUser();
        realm.grant(
                new TestUser(account.getId(), account.getUsername(), "", ""),
                "realm-management",
                "manage-account-assumption");
        return realm.tokens()
                .token(client, Map.of("grant_type", "client_credentials"))
                .accessToken();
    }

    /** A token of one client that another may exchange: it is in its audience. */
    private static String tokenFor(RealmFixture realm, TestClient client, TestUser user, TestClient audience) {
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName("another audience");
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-audience-mapper");
        mapper.setConfig(Map.of("included.client.audience", audience.clientId(), "access.token.claim", "true"));
        realm.admin()
                .clients()
                .get(client.id())
                .getProtocolMappers()
                .createMapper(mapper)
                .close();
        return realm.tokens().password(client, user).accessToken();
    }

    private static String exchange(RealmFixture realm, TestClient client, String token) {
        return realm.tokens()
                .token(
                        client,
                        Map.of(
                                "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                                "subject_token", token,
                                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token"))
                .accessToken();
    }
}
