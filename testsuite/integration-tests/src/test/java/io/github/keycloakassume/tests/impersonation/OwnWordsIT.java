package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** Who the user is, by subject and by name, as applications are told in an impersonated session. */
@KeycloakTest
@DisplayName("What a claim mapper says of a user who is impersonated")
final class OwnWordsIT {

    private static final List<String> OF_THE_USER =
            List.of("sub", "name", "given_name", "family_name", "preferred_username", "email");
    private static final String HARDCODED = "oidc-hardcoded-claim-mapper";

    private final RealmFixture realm;
    private final Browser browser;
    private final Scene scene;

    OwnWordsIT(RealmFixture realm, Browser browser) {
        this.realm = realm;
        this.browser = browser;
        this.scene = Scene.with(realm, browser);
    }

    @Test
    void is_the_user_where_it_writes_a_fixed_value() {
        TestClient plain = application("plain");
        TestClient client = application(
                "fixed",
                OF_THE_USER.stream()
                        .map(claim -> Forgeries.oidc(HARDCODED, claim, "E0001"))
                        .toArray(ProtocolMapperRepresentation[]::new));
        Map<String, Object> own = own(plain);
        scene.becomeAlice();

        TokenAnswer tokens = new AppInBrowser(realm, client, browser.context()).singleSignOn();

        assertSays(own, client, tokens);
        assertSays(own, client, realm.tokens().refresh(client, tokens.refreshToken()));
    }

    @Test
    void is_the_user_to_those_who_read_another_name_of_theirs() {
        TestClient client = application(
                "principals",
                Forgeries.oidc(HARDCODED, "upn", "E0001"),
                Forgeries.oidc(HARDCODED, "username", "E0001"));
        scene.becomeAlice();

        TokenAnswer tokens = new AppInBrowser(realm, client, browser.context()).singleSignOn();

        assertThat(TokenEndpoint.claims(tokens.accessToken()))
                .containsEntry("upn", scene.alice().username())
                .containsEntry("username", scene.alice().username());
    }

    /** Keycloak's mapper of session notes writes who has impersonated the user, too. */
    @Test
    void is_not_the_impersonator_where_it_writes_a_note_of_the_session() {
        TestClient plain = application("plain");
        TestClient client = application("note", note("sub"), note("name"), note("preferred_username"));
        Map<String, Object> own = own(plain);
        scene.becomeAlice();

        assertSays(own, client, new AppInBrowser(realm, client, browser.context()).singleSignOn());
    }

    /** As employee numbers are: an application that knows its users by them knows the user here, too. */
    @Test
    void is_what_the_application_knows_the_user_by_where_it_writes_an_attribute_of_theirs() {
        TestClient client = application("numbers", attribute("sub", "email"));
        Map<String, Object> own = own(client);
        scene.becomeAlice();

        assertThat(own).containsEntry("sub", scene.alice().email());
        assertSays(own, client, new AppInBrowser(realm, client, browser.context()).singleSignOn());
    }

    @Test
    void is_the_pairwise_subject_that_the_application_knows_the_user_by() {
        TestClient client = application("pairwise");
        MappedApplication.of(realm, client).map(MappedApplication.Writer.PAIRWISE, "sub", "");
        Map<String, Object> own = own(client);
        scene.becomeAlice();

        assertThat(own.get("sub")).isNotEqualTo(scene.alice().id());
        assertSays(own, client, new AppInBrowser(realm, client, browser.context()).singleSignOn());
    }

    private TestClient application(String name, ProtocolMapperRepresentation... mappers) {
        return Scene.app(realm, name + scene.number(), client -> Forgeries.add(client, List.of(mappers)));
    }

    private static ProtocolMapperRepresentation note(String claim) {
        ProtocolMapperRepresentation mapper = Forgeries.oidc("oidc-usersessionmodel-note-mapper", claim, "");
        mapper.getConfig().put("user.session.note", "IMPERSONATOR_USERNAME");
        return mapper;
    }

    private static ProtocolMapperRepresentation attribute(String claim, String attribute) {
        ProtocolMapperRepresentation mapper = Forgeries.oidc("oidc-usermodel-attribute-mapper", claim, "");
        mapper.getConfig().put("user.attribute", attribute);
        return mapper;
    }

    /** What that application is told in the user's own session. */
    private Map<String, Object> own(TestClient client) {
        Map<String, Object> own = TokenEndpoint.claims(
                realm.tokens().password(client, scene.alice()).idToken());
        assertThat(own).containsKeys(OF_THE_USER.toArray(String[]::new));
        return own;
    }

    private void assertSays(Map<String, Object> own, TestClient client, TokenAnswer tokens) {
        for (Map<String, Object> claims : List.of(
                TokenEndpoint.claims(tokens.idToken()),
                TokenEndpoint.claims(tokens.accessToken()),
                realm.tokens().userInfo(tokens.accessToken()).body(),
                realm.tokens().introspect(client, tokens.accessToken()).body())) {
            assertThat(claims).containsKey("act");
            for (String claim : OF_THE_USER) {
                assertThat(claims).as(claim).containsEntry(claim, own.get(claim));
            }
        }
    }
}
