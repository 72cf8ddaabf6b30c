package io.github.keycloakassume.core.keycloak;

import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** Keycloak events of what is seen of a user's account. */
public final class AccountEvents {

    /** Of the event that an account has been looked at: at what of it. */
    public static final String RESOURCE = "account_resource";

    private final KeycloakSession session;
    private final RealmModel realm;

    public AccountEvents(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * {@code USER_INFO_REQUEST}, the nearest that Keycloak has, for a look at the account in the account API.
     *
     * @param clientId the application through which
     * @param resource what of the account
     */
    public void seen(UserSessionModel impersonated, @Nullable String clientId, String resource) {
        new EventBuilder(realm, session, session.getContext().getConnection())
                .event(EventType.USER_INFO_REQUEST)
                .session(impersonated)
                .user(impersonated.getUser())
                .client(clientId)
                .detail(RESOURCE, resource)
                .success();
    }
}
