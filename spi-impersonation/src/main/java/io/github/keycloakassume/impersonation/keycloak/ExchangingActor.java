package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.keycloak.ActedTokens;
import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.impersonation.model.ActorProfile;
import io.github.keycloakassume.impersonation.model.ActorToken;
import io.github.keycloakassume.impersonation.model.StepUp;
import io.github.keycloakassume.impersonation.spi.Impersonator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;

/**
 * Who exchanges their token for one of a user: a person with a login session, or the service account of the client that the
 * token was issued for. Their rights are those they have now; the scope of the token lets the client use them.
 */
public final class ExchangingActor {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final ActorToken presented;
    private final AccessToken token;
    private final ClientModel client;
    private final UserSessionModel found;
    private final @Nullable UserSessionModel login;

    /**
     * One whose token Keycloak has verified.
     *
     * @param presented the token as it was sent
     * @param client which the token was issued for
     * @param found the session that Keycloak has found for the token, or made for the request
     * @param login the online session of theirs that the token was issued in, null of a service account
     */
    ExchangingActor(
            KeycloakSession session,
            RealmModel realm,
            UserModel user,
            ActorToken presented,
            AccessToken token,
            ClientModel client,
            UserSessionModel found,
            @Nullable UserSessionModel login) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.presented = presented;
        this.token = token;
        this.client = client;
        this.found = found;
        this.login = login;
    }

    public RealmModel realm() {
        return realm;
    }

    public UserModel user() {
        return user;
    }

    public AccessToken token() {
        return token;
    }

    /** Their token as it was sent. */
    public ActorToken presented() {
        return presented;
    }

    /** The session that Keycloak has found for the token, or made for this request alone. */
    public UserSessionModel session() {
        return found;
    }

    /** Whether it is a service account; it has no login session. */
    public boolean isService() {
        return login == null;
    }

    public ActorProfile profile() {
        return isService() ? ActorProfile.SERVICE : ActorProfile.USER;
    }

    /** Their login session, null of a service account. */
    public @Nullable UserSessionModel login() {
        return login;
    }

    /** The login session that they act from; of a service account the internal id of its client. */
    public String origin() {
        return login == null ? client.getId() : login.getId();
    }

    /** The actor as records remember them. */
    public Person person() {
        return Directory.person(realm, user);
    }

    public Impersonator impersonator() {
        return login == null
                ? EvaluatedImpersonator.ofServiceAccount(session, realm, user)
                : EvaluatedImpersonator.ofLogin(session, realm, login);
    }

    /**
     * How good their login was.
     *
     * @throws NullPointerException for a service account
     */
    public StepUp.Login strength() {
        return new LoginStrength(session, Objects.requireNonNull(login, "login"));
    }

    /** Id of the client authenticator of the client that the token was issued for. */
    public String authenticator() {
        return client.getClientAuthenticatorType();
    }

    /** Whether anyone else acts through them, in whatever way. */
    public boolean isImpersonated() {
        return ActedTokens.isActedWith(session, token, login);
    }
}
