package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** Keycloak signs them with the keys of tokens, and mappers write into them. An administrator is logged in meanwhile. */
@KeycloakTest
@DisplayName("No token of an administrator is, whatever mappers write there, the signed answer of")
final class SignedAnswersIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RealmFixture realm;
    private final int number = NUMBER.incrementAndGet();
    private final TestUser administrator;
    private final TestUser caller;
    private final TestClient shop;
    private final String session;

    SignedAnswersIT(RealmFixture realm) {
        this.realm = realm;
        this.administrator = realm.user("boss-" + number, "realm-admin");
        this.caller = realm.user("clerk-" + number);
        this.shop = realm.client("shop-" + number);
        this.session = String.valueOf(TokenEndpoint.claims(
                        realm.tokens().password(shop, administrator).accessToken())
                .get("sid"));
    }

    @Test
    void introspection_of_an_access_token() {
        TestClient own = introspecting();

        Object jwt = realm.tokens()
                .introspectAsJwt(own, realm.tokens().password(own, caller).accessToken())
                .body()
                .get("jwt");

        assertOwn(String.valueOf(jwt), own);
    }

    @Test
    void introspection_of_a_refresh_token() {
        TestClient own = introspecting();

        String jwt = String.valueOf(realm.tokens()
                .introspectRefreshTokenAsJwt(
                        own, realm.tokens().password(own, caller).refreshToken())
                .body()
                .get("jwt"));

        assertOwn(jwt, own);
        TokenAnswer refreshed = realm.tokens().refresh(shop, jwt);
        assertThat(refreshed.body()).doesNotContainKey("access_token");
    }

    /** Of a token without a session its subject says whose it is, or else a name. */
    @Test
    void introspection_of_a_service_accounts_token() {
        TestClient own = realm.client("robot-" + number, (ClientRepresentation client) -> {
            client.setServiceAccountsEnabled(true);
            client.setAttributes(Map.of("client.introspection.response.allow.jwt.claim.enabled", "true"));
        });
        map(own, "oidc-hardcoded-claim-mapper", "sub", Map.of("claim.value", "none", "access.token.claim", "true"));
        map(own, "oidc-hardcoded-claim-mapper", "preferred_username", Map.of("claim.value", administrator.username()));
        String token = realm.tokens()
                .token(own, Map.of("grant_type", "client_credentials"))
                .accessToken();

        String jwt =
                String.valueOf(realm.tokens().introspectAsJwt(own, token).body().get("jwt"));

        assertThat(TokenEndpoint.claims(jwt)).containsEntry("azp", own.clientId());
        assertOpensNothing(jwt);
    }

    /** Links in mails are signed with keys of tokens too: one made anew would be good for another address. */
    @Test
    void introspection_of_the_token_in_a_mail(Mailbox mailbox) {
        realm.sendMailTo(mailbox);
        TestClient own = introspecting();
        realm.admin().users().get(caller.id()).executeActionsEmail(List.of("UPDATE_PROFILE"));
        String link = mailbox.await(caller.email()).link().toString();
        String key = link.substring(link.indexOf("key=") + 4).split("&", -1)[0];

        assertThat(realm.tokens().introspectAsJwt(own, key).body()).isEqualTo(Map.of("active", false));
        assertThat(realm.tokens().introspectRefreshTokenAsJwt(own, key).body()).isEqualTo(Map.of("active", false));
    }

    @Test
    void introspection_by_an_application_that_the_token_is_not_for() {
        String token = realm.tokens().password(shop, administrator).accessToken();

        assertThat(realm.tokens().introspectAsJwt(introspecting(), token).body())
                .isEqualTo(Map.of("active", false));
    }

    /** A mapper of roles writes any claim, by the name of a role. */
    @Test
    void userinfo() {
        TestClient own = client("signing", attributes -> attributes.put("user.info.response.signature.alg", "RS256"));
        mapRole(own, "typ", "Bearer", "String");
        mapRole(own, "azp", shop.clientId(), "String");
        mapRole(own, "jti", "x1", "String");
        mapRole(own, "iat", String.valueOf(Instant.now().getEpochSecond() + 1), "long");
        map(own, "oidc-hardcoded-claim-mapper", "sid", Map.of("claim.value", session));

        String jwt = realm.tokens()
                .userInfoAsJwt(realm.tokens().password(own, caller).accessToken());

        assertThat(TokenEndpoint.claims(jwt))
                .containsEntry("sub", caller.id())
                .doesNotContainKeys("typ", "azp", "jti", "iat", "sid");
        assertOpensNothing(jwt);
    }

    /** Of one without a session its subject would say whose it is. */
    @Test
    void userinfo_that_names_no_session() {
        TestClient own = client("stateless", attributes -> attributes.put("user.info.response.signature.alg", "RS256"));
        mapRole(own, "typ", "Bearer", "String");
        mapRole(own, "azp", shop.clientId(), "String");
        mapRole(own, "jti", "trrtcc:x1", "String");
        mapRole(own, "iat", String.valueOf(Instant.now().getEpochSecond() + 1), "long");
        map(own, "oidc-hardcoded-claim-mapper", "sub", Map.of("claim.value", administrator.id()));

        assertOpensNothing(realm.tokens()
                .userInfoAsJwt(realm.tokens().password(own, caller).accessToken()));
    }

    private TestClient introspecting() {
        TestClient own = client(
                "asking",
                attributes -> attributes.put("client.introspection.response.allow.jwt.claim.enabled", "true"));
        map(own, "oidc-hardcoded-claim-mapper", "sid", Map.of("claim.value", session));
        map(own, "oidc-hardcoded-claim-mapper", "azp", Map.of("claim.value", shop.clientId()));
        mapRole(own, "typ", "Bearer", "String");
        return own;
    }

    private void assertOwn(String jwt, TestClient own) {
        assertThat(payload(jwt))
                .containsOnlyOnce("\"sid\"")
                .containsOnlyOnce("\"typ\"")
                .doesNotContain(session);
        assertThat(TokenEndpoint.claims(jwt)).containsEntry("azp", own.clientId());
        assertOpensNothing(jwt);
    }

    private void assertOpensNothing(String jwt) {
        AdminApi api = AdminApi.of(realm, jwt);
        assertThat(api.get("users?max=1").status()).isIn(401, 403);
        assertThat(api.get("impersonation/trail").status()).isIn(401, 403);
        assertThat(api.post("account-assumption/grants", Map.of("scope", "realm", "duration", "P1D"))
                        .status())
                .isIn(401, 403);
    }

    private TestClient client(String name, Consumer<Map<String, String>> attributes) {
        return realm.client(name + "-" + number, (ClientRepresentation client) -> {
            Map<String, String> changed = new HashMap<>();
            attributes.accept(changed);
            client.setAttributes(changed);
        });
    }

    /** A client with that role alone, which the user has. */
    private void mapRole(TestClient own, String claim, String role, String type) {
        TestClient source = realm.client(claim + "-of-" + own.clientId());
        var representation = new RoleRepresentation();
        representation.setName(role);
        realm.admin().clients().get(source.id()).roles().create(representation);
        realm.admin()
                .users()
                .get(caller.id())
                .roles()
                .clientLevel(source.id())
                .add(List.of(realm.admin()
                        .clients()
                        .get(source.id())
                        .roles()
                        .get(role)
                        .toRepresentation()));
        map(
                own,
                "oidc-usermodel-client-role-mapper",
                claim,
                Map.of(
                        "usermodel.clientRoleMapping.clientId",
                        source.clientId(),
                        "multivalued",
                        "false",
                        "jsonType.label",
                        type));
    }

    private void map(TestClient own, String type, String claim, Map<String, String> more) {
        Map<String, String> config = new HashMap<>(Map.of(
                "claim.name", claim,
                "jsonType.label", "String",
                "access.token.claim", "false",
                "id.token.claim", "false",
                "introspection.token.claim", "true",
                "userinfo.token.claim", "true"));
        config.putAll(more);
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName(type + " writes " + claim);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper(type);
        mapper.setConfig(config);
        try (var response =
                realm.admin().clients().get(own.id()).getProtocolMappers().createMapper(mapper)) {
            assertThat(response.getStatus()).isEqualTo(201);
        }
    }

    private static String payload(String jwt) {
        return new String(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    }
}
