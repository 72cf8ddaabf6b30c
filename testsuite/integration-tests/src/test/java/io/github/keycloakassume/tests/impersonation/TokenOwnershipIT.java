package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.Rows;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TestUser;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import io.github.keycloakassume.tests.impersonation.MappedApplication.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.UserRepresentation;

/** The caller has no role at all, and an application whose mappers they write; an administrator is logged in there too. */
@KeycloakTest
@DisplayName("A claim mapper of an application")
final class TokenOwnershipIT {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RealmFixture realm;
    private final int number = NUMBER.incrementAndGet();
    private final TestUser administrator;
    private final TestUser caller;
    private final MappedApplication shop;
    private final TestClient client;

    TokenOwnershipIT(RealmFixture realm) {
        this.realm = realm;
        this.administrator = realm.user("boss-" + number, "realm-admin");
        this.caller = realm.user("clerk-" + number);
        this.shop = MappedApplication.in(realm, "shop-" + number);
        this.client = shop.client();
    }

    @ParameterizedTest
    @EnumSource(
            value = Writer.class,
            names = {"HARDCODED", "ATTRIBUTE"})
    void makes_a_token_none_of_the_session_of_another_user(Writer writer) {
        String session = sessionOf(administrator);
        realm.admin().users().get(caller.id()).update(named(session));
        shop.map(writer, "sid", session);

        String token = realm.tokens().password(client, caller).accessToken();

        assertThat(payload(token)).containsOnlyOnce("\"sid\"").doesNotContain("\"sid\":\"" + session);
        assertOpensNothing(token);
        assertThat(realm.tokens().userInfo(token).body()).containsEntry("sub", caller.id());
    }

    /** Keycloak does not look at it, other receivers do: applications, and realms that take such tokens as assertions. */
    @Test
    void writes_no_other_user_of_the_realm_as_the_subject() {
        shop.map(Writer.HARDCODED, "sub", administrator.id());

        TokenAnswer answer = realm.tokens().password(client, caller);

        assertThat(TokenEndpoint.claims(answer.accessToken())).containsEntry("sub", caller.id());
        assertThat(TokenEndpoint.claims(answer.idToken())).containsEntry("sub", caller.id());
        assertThat(realm.tokens().userInfo(answer.accessToken()).body()).containsEntry("sub", caller.id());
        assertThat(realm.tokens().introspect(client, answer.accessToken()).body())
                .containsEntry("sub", caller.id());
    }

    /** Another realm may know that id still, and take the token for an assertion. */
    @Test
    void writes_no_user_as_the_subject_who_is_gone() {
        TestUser gone = realm.user("gone");
        realm.admin().users().delete(gone.id()).close();
        realm.admin().users().get(caller.id()).update(named(gone.id()));
        shop.map(Writer.HARDCODED, "sub", gone.id());

        TokenAnswer answer = realm.tokens().password(client, caller);

        assertThat(TokenEndpoint.claims(answer.accessToken())).containsEntry("sub", caller.id());
        assertThat(TokenEndpoint.claims(answer.idToken())).containsEntry("sub", caller.id());
    }

    /** LDAP's storage finds a user by {@code f:}, its own id and their name; the user has another id. */
    @Test
    void writes_no_user_as_the_subject_by_the_id_that_a_directory_knows_them_by() {
        String storage = realm.federate();
        TestUser outside = realm.importedUser(storage, "boss-" + number, "realm-admin");
        shop.map(Writer.HARDCODED, "sub", "f:" + storage + ":" + outside.username());

        TokenAnswer answer = realm.tokens().password(client, caller);

        assertThat(outside.id()).doesNotContain(storage);
        assertThat(TokenEndpoint.claims(answer.accessToken())).containsEntry("sub", caller.id());
        assertThat(TokenEndpoint.claims(answer.idToken())).containsEntry("sub", caller.id());
    }

    @Test
    void makes_the_token_of_a_service_account_none_of_the_session_of_a_user() {
        shop.map(Writer.HARDCODED, "sid", sessionOf(administrator));

        assertOpensNothing(shop.ownToken());
    }

    @Test
    void makes_the_token_of_a_service_account_none_of_another_user_by_their_id() {
        shop.map(Writer.HARDCODED, "sub", administrator.id());

        assertOpensNothing(shop.ownToken());
    }

    @Test
    void makes_the_token_of_a_service_account_none_of_another_user_by_their_name() {
        shop.withoutNames();
        shop.map(Writer.HARDCODED, "sub", "a name that no user has");
        shop.map(Writer.HARDCODED, "preferred_username", administrator.username());

        assertOpensNothing(shop.ownToken());
    }

    /** Keycloak reads it as the text that it is. */
    @Test
    void makes_the_token_of_a_service_account_none_of_another_user_by_their_name_as_json() {
        shop.withoutNames();
        shop.map(Writer.HARDCODED, "sub", "a name that no user has");
        shop.map(Writer.HARDCODED, "preferred_username", "\"" + administrator.username() + "\"", "JSON");

        assertOpensNothing(shop.ownToken());
    }

    /** A user may come to be whom it names. */
    @Test
    void makes_the_token_of_a_service_account_none_of_a_user_to_come() {
        shop.withoutNames();
        shop.map(Writer.HARDCODED, "sub", "a name that no user has");
        shop.map(Writer.HARDCODED, "preferred_username", "later-" + number);
        String token = shop.ownToken();

        realm.user("later-" + number, "realm-admin");

        assertOpensNothing(token);
    }

    /** Userinfo is that of the ID token (OpenID Connect Core section 5.3.2); Keycloak's mapper writes it there beside its member. */
    @Test
    void writes_the_pairwise_subject_of_its_application_as_with_keycloak_alone() {
        shop.map(Writer.PAIRWISE, "sub", "");

        TokenAnswer answer = realm.tokens().password(client, caller);

        Object subject = TokenEndpoint.claims(answer.idToken()).get("sub");
        assertThat(subject).isNotNull().isNotEqualTo(caller.id());
        assertThat(TokenEndpoint.claims(answer.accessToken())).containsEntry("sub", subject);
        assertThat(realm.tokens().userInfo(answer.accessToken()).body()).containsEntry("sub", subject);
        assertThat(realm.tokens().introspect(client, answer.accessToken()).body())
                .containsEntry("sub", subject);
        TokenAnswer refreshed = realm.tokens().refresh(client, answer.refreshToken());
        assertThat(TokenEndpoint.claims(refreshed.idToken())).containsEntry("sub", subject);
    }

    /** Nor of one that is yet to be made under that name. */
    @ParameterizedTest
    @ValueSource(strings = {"account-console", "application-to-come"})
    void makes_a_token_none_of_another_application(String other) {
        shop.map(Writer.HARDCODED, "azp", other);

        var answer = realm.tokens().password(client, caller);

        assertThat(TokenEndpoint.claims(answer.accessToken())).containsEntry("azp", client.clientId());
        assertThat(TokenEndpoint.claims(answer.idToken())).containsEntry("azp", client.clientId());
        assertThat(realm.tokens().refresh(client, answer.refreshToken()).status())
                .isEqualTo(200);
    }

    /** Mappers of lightweight tokens speak at introspection, and so to resources that complete such a token. */
    @Test
    void makes_a_lightweight_token_none_of_another_application(Rows rows) {
        TestClient light = realm.client(
                "light-" + number,
                app -> app.setAttributes(Map.of("client.use.lightweight.access.token.enabled", "true")));
        MappedApplication.of(realm, light).map(Writer.HARDCODED, "azp", "account-console");

        String token = realm.tokens().password(light, caller).accessToken();

        assertThat(AdminApi.ofAccount(realm, token)
                        .post("me/grants", Map.of("duration", "P1D"))
                        .errorKey())
                .isEqualTo("not-allowed");
        assertThat(rows.of("ASSUME_GRANT", "TARGET_ID", caller.id())).isEmpty();
        assertThat(realm.tokens().introspect(light, token).body()).containsEntry("azp", light.clientId());
    }

    @Test
    void makes_a_token_not_valid_at_another_time_nor_of_another_kind() {
        Stream.of("nbf", "jti", "exp", "iat", "iss", "typ").forEach(name -> shop.map(Writer.FULL_GROUP, name, ""));
        Stream.of("jti", "exp", "nbf").forEach(name -> shop.map(Writer.HARDCODED, name, "1"));

        String token = realm.tokens().password(client, caller).accessToken();

        for (String name : List.of("nbf", "jti", "exp", "iat", "iss", "typ")) {
            assertThat(payload(token).split("\"" + name + "\":", -1)).as(name).hasSizeLessThanOrEqualTo(2);
        }
        assertThat(realm.tokens().userInfo(token).status()).isEqualTo(200);
    }

    @Test
    void writes_as_with_keycloak_alone_a_subject_that_is_none_of_the_realm() {
        shop.map(Writer.HARDCODED, "sub", "customer 7");

        assertThat(TokenEndpoint.claims(realm.tokens().password(client, caller).accessToken()))
                .containsEntry("sub", "customer 7");
    }

    private void assertOpensNothing(String token) {
        shop.assertOpensNothing(token, caller);
    }

    private String sessionOf(TestUser user) {
        return String.valueOf(
                TokenEndpoint.claims(realm.tokens().password(client, user).accessToken())
                        .get("sid"));
    }

    private UserRepresentation named(String lastName) {
        var representation = realm.admin().users().get(caller.id()).toRepresentation();
        representation.setLastName(lastName);
        return representation;
    }

    private static String payload(String jwt) {
        return new String(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    }
}
