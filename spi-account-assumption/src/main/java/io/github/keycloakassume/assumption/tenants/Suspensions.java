package io.github.keycloakassume.assumption.tenants;

import io.github.keycloakassume.assumption.model.Authority;
import io.github.keycloakassume.assumption.model.Belonging;
import io.github.keycloakassume.assumption.model.Effect;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.store.TenantStore;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Which grants of a realm let no vendor in at this moment though they have not ended. One of these serves one answer. */
public final class Suspensions {

    private final Tenancies tenancies;
    private final TenantStore tenants;
    private final String realmId;
    private final Map<Scope, Belonging> known = new HashMap<>();
    private @Nullable Boolean someControl;

    public Suspensions(KeycloakSession session, RealmModel realm) {
        this.tenancies = new Tenancies(session, realm);
        this.tenants = new TenantStore(session);
        this.realmId = realm.getId();
    }

    /** Whether its owner may not decide about its subject at this moment: an organization is disabled, or decides itself. */
    public boolean isSuspended(Grant grant) {
        return grant.terms().effect() == Effect.ALLOW
                && !isNeverSuspended(grant)
                && !grant.counts(known.computeIfAbsent(grant.scope(), tenancies::belongingOf));
    }

    /** Without looking for the organizations of a user. */
    private boolean isNeverSuspended(Grant grant) {
        boolean isRealms = grant.owner().authority() == Authority.REALM;
        return switch (grant.scope().kind()) {
            case REALM -> isRealms;
            case ORGANIZATION -> false;
            case USER -> grant.owner().authority() == Authority.USER || (isRealms && !someControl());
        };
    }

    private boolean someControl() {
        Boolean some = someControl;
        if (some == null) {
            some = tenants.isAnyControlled(realmId);
            someControl = some;
        }
        return some;
    }
}
