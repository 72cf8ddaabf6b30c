package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.impersonation.model.ImpersonationSettings;
import io.github.keycloakassume.impersonation.store.SettingsStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The settings of a realm as they stand now. Read where somebody impersonates, never for anybody else. */
public final class RealmSettings {

    private RealmSettings() {}

    public static ImpersonationSettings of(KeycloakSession session, RealmModel realm) {
        return new SettingsStore(session).of(realm.getId()).settings();
    }
}
