package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.model.OurRole;
import io.github.keycloakassume.core.model.PageWindow;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.roles.RoleTrust;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationFilter;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.ImpersonationRole;
import io.github.keycloakassume.impersonation.store.ImpersonationSearch;
import io.github.keycloakassume.impersonation.store.ImpersonationStore;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** Looks an impersonation up for somebody. */
public final class FindImpersonation {

    private final ImpersonationStore impersonations;
    private final ImpersonationSearch search;
    private final RoleTrust roles;

    public FindImpersonation(KeycloakSession session) {
        this.impersonations = new ImpersonationStore(session);
        this.search = new ImpersonationSearch(session);
        this.roles = new RoleTrust(session);
    }

    /** The caller's own impersonation with that id; anybody else's is as unknown as one that never was. */
    public Optional<Impersonation> ownOf(AdminCaller caller, String id) {
        Person asking = caller.person();
        return impersonations
                .find(caller.realm().getId(), id)
                .filter(found -> found.impersonator().isSamePersonAs(asking));
    }

    /** An impersonation that the caller may see: his own, or anybody's with {@code view-impersonations}. */
    public Optional<Impersonation> visibleTo(AdminCaller caller, String id) {
        return ownOrBy(ImpersonationRole.VIEW, caller, id);
    }

    /** An impersonation that the caller may end: his own, or anybody's with {@code end-impersonations}. */
    public Optional<Impersonation> endableBy(AdminCaller caller, String id) {
        return ownOrBy(ImpersonationRole.END, caller, id);
    }

    /**
     * The impersonations that the caller may see, of those asked for.
     *
     * @throws RefusedException {@code user-ambiguous} when they are asked for by a name that several persons have in them
     */
    public List<Impersonation> list(AdminCaller caller, ImpersonationFilter filter, PageWindow window) {
        return search.list(visible(caller, filter), window);
    }

    /** How many the list has. */
    public long count(AdminCaller caller, ImpersonationFilter filter) {
        return search.count(visible(caller, filter));
    }

    /** Names are those of the records: which users there are, or once were, this tells nobody who could not see it anyway. */
    private ImpersonationFilter visible(AdminCaller caller, ImpersonationFilter filter) {
        ImpersonationFilter visible =
                roles.holds(caller, ImpersonationRole.VIEW) ? filter : filter.ownOf(caller.person());
        if (search.isAmbiguous(visible)) {
            throw new RefusedException(Refusal.USER_AMBIGUOUS);
        }
        return visible;
    }

    private Optional<Impersonation> ownOrBy(OurRole role, AdminCaller caller, String id) {
        return ownOf(caller, id)
                .or(() -> roles.holds(caller, role)
                        ? impersonations.find(caller.realm().getId(), id)
                        : Optional.empty());
    }

    /** The impersonation with that id, in whatever realm: for those who know it already. */
    public Optional<Impersonation> any(String id) {
        return impersonations.find(id);
    }

    /**
     * That impersonation if it runs in this browser.
     *
     * @param login who the browser is: the user, or an impersonator who is one of another realm's
     */
    public Optional<Impersonation> runningIn(UserSessionModel login, String id) {
        return impersonations.find(id).filter(known -> known.end() == null).filter(known -> {
            Impersonation.Start start = known.start();
            boolean elsewhere = !known.realmId().equals(login.getRealm().getId());
            return start != null
                    && (start.userSessionId().equals(login.getId())
                            || (elsewhere && start.impersonatorSessionId().equals(login.getId())));
        });
    }

    /** Where the impersonation of a session landed. */
    public Optional<String> landingOf(RealmModel realm, ImpersonationMark mark) {
        return impersonations.find(realm.getId(), mark.impersonationId()).map(Impersonation::landingUri);
    }
}
