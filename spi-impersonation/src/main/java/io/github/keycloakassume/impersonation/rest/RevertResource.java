package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.keycloak.BrowserIdentity;
import io.github.keycloakassume.impersonation.keycloak.FetchSite;
import io.github.keycloakassume.impersonation.keycloak.FrontChannelLogouts;
import io.github.keycloakassume.impersonation.keycloak.Home;
import io.github.keycloakassume.impersonation.keycloak.Landing;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.Pages;
import io.github.keycloakassume.impersonation.keycloak.RealmUrls;
import io.github.keycloakassume.impersonation.keycloak.ReturnProof;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.model.WebAddress;
import io.github.keycloakassume.impersonation.session.FindImpersonation;
import io.github.keycloakassume.impersonation.session.ReturnAfterEnd;
import io.github.keycloakassume.impersonation.session.RevertImpersonation;
import io.github.keycloakassume.impersonation.session.UsedWayBack;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** Back to one's own view. A link from another site ends on a page that asks; only a POST from our own pages reverts. */
public final class RevertResource {

    private static final Set<String> FIELDS = Set.of("return_to", "stateChecker");

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final BrowserIdentity browser;
    private final RealmUrls urls;
    private final Home home;
    private final ReturnProof proofs;

    RevertResource(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.browser = new BrowserIdentity(session, realm);
        this.urls = new RealmUrls(session, realm);
        this.home = new Home(session, realm);
        this.proofs = new ReturnProof(session, realm);
    }

    /** Asks whether to go back, and to where; after the end too. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response confirm(
            @QueryParam("return_to") @Nullable String returnTo,
            @QueryParam("impersonation") @Nullable String impersonation,
            @QueryParam("proof") @Nullable String proof) {
        try {
            if (impersonation != null) {
                return returned(impersonation, returnTo == null ? "" : returnTo, proof == null ? "" : proof);
            }
            Optional<UserSessionModel> login = impersonated();
            if (login.isEmpty()) {
                return confirmAfterEnd(returnTo, withoutLogin(ReturnAfterEnd::findWithoutLogin));
            }
            ImpersonationMark mark = Marks.of(session, login.get()).orElseThrow();
            String target = verified(returnTo, login.get(), mark);
            return page(
                    false,
                    target,
                    target.isEmpty() ? home.account().map(URI::toString).orElse("") : target,
                    Directory.displayName(login.get().getUser()),
                    nameOf(mark.actor().person()));
        } catch (RefusedException refused) {
            return new Pages(session).refused(refused.refusal());
        }
    }

    private Response confirmAfterEnd(@Nullable String returnTo, ReturnAfterEnd.Ended ended) {
        return ended.own()
                .map(own -> page(
                        true,
                        knownAfterEnd(returnTo, ended.impersonation(), own),
                        "",
                        ended.impersonation().subject().username(),
                        Directory.displayName(own.getUser())))
                .orElseGet(this::toTheLogin);
    }

    /** Ends the impersonation and gives the browser back its own identity. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response revert(
            @FormParam("return_to") @Nullable String returnTo,
            @FormParam("stateChecker") @Nullable String stateChecker) {
        String target = "";
        try {
            requireOwnForm();
            Optional<UserSessionModel> login = browser.session();
            if (login.isEmpty()) {
                return returnAfterEnd(returnTo);
            }
            if (!Marks.isImpersonated(session, login.get())) {
                return alreadyBack(returnTo, login.get());
            }
            boolean fromOwnPage = FetchSite.isOwn(session)
                    || (!FetchSite.isCrossSite(session) && browser.isStateChecker(stateChecker));
            ImpersonationMark mark = Marks.of(session, login.get())
                    .orElseThrow(() -> new RefusedException(ImpersonationRefusal.NOT_IMPERSONATING));
            target = fromOwnPage ? verified(returnTo, login.get(), mark) : "";
            String subject = Directory.displayName(login.get().getUser());
            List<FrontChannelLogouts.Call> toldInBrowser =
                    new RevertImpersonation(session, realm, clock).revert(login.get(), fromOwnPage);
            URI next = next(mark.impersonationId(), target);
            return toldInBrowser.isEmpty()
                    ? Response.seeOther(next).build()
                    : new Pages(session).leaving(toldInBrowser, subject, next);
        } catch (RefusedException refused) {
            if (refused.refusal().equals(ImpersonationRefusal.IMPERSONATION_CHANGED)) {
                return afterTheOther(target);
            }
            session.getTransactionManager().setRollbackOnly();
            return new Pages(session).refused(refused.refusal());
        }
    }

    /**
     * A client may have this address among its redirect URIs: then an answer to a login comes here as a form of Keycloak's own
     * page, from any site's link (OAuth 2.0 Form Post Response Mode; SAML's POST binding). Such a form has fields that ours has not.
     */
    private void requireOwnForm() {
        if (!FIELDS.containsAll(
                session.getContext().getHttpRequest().getDecodedFormParameters().keySet())) {
            throw new RefusedException(ImpersonationRefusal.CROSS_SITE_REQUEST);
        }
    }

    /** Of two clicks at the same moment the other has ended it; its answer brings the cookies. */
    private Response afterTheOther(String target) {
        session.getTransactionManager().setRollbackOnly();
        return goTo(target, realm.getId());
    }

    /** The second of two clicks: it changes nothing, and goes where the first one went. */
    private Response alreadyBack(@Nullable String returnTo, UserSessionModel own) {
        String target = Optional.ofNullable(returnTo)
                .flatMap(address -> new Landing(session, realm).registered(address, own))
                .orElse("");
        return goTo(target, realm.getId());
    }

    /** Without a login there is no CSRF token; but a browser sends a Lax cookie with no other site's form either. */
    private Response returnAfterEnd(@Nullable String returnTo) {
        if (FetchSite.isForeign(session)) {
            throw new RefusedException(ImpersonationRefusal.CROSS_SITE_REQUEST);
        }
        ReturnAfterEnd.Ended ended = withoutLogin(ReturnAfterEnd::endWithoutLogin);
        if (ended.own().isEmpty()) {
            return toTheLogin();
        }
        String target =
                knownAfterEnd(returnTo, ended.impersonation(), ended.own().get());
        new ReturnAfterEnd(session, realm, clock).back(ended);
        return Response.seeOther(next(ended.impersonation().id(), target)).build();
    }

    /** Without a session to come back to: the login that comes next says how it ended. */
    private Response toTheLogin() {
        return atHome("assumeOver");
    }

    /** In the account console; where the realm has none, a page that says where the browser stands. */
    private Response atHome(String message) {
        return home.account()
                .map(account -> Response.seeOther(account).build())
                .orElseGet(() -> new Pages(session).note(message));
    }

    /** First to an address of ours, which shows that the browser got the answer. */
    private URI next(String impersonationId, String target) {
        return urls.returned(impersonationId, target, proofs.of(impersonationId, target, clock.instant()));
    }

    /** The browser has come back; what it has not been given by us leads nowhere. */
    private Response returned(String impersonationId, String target, String proof) {
        Landing.requireAddress(target);
        boolean proved = proofs.isGood(proof, impersonationId, target, clock.instant());
        Optional<Impersonation> ended = new UsedWayBack(session, clock)
                .followed(realm, impersonationId, known -> isBackAsImpersonator(known, proved));
        return goTo(
                ended.isPresent() && proved ? target : "",
                ended.map(known -> known.impersonator().realmId()).orElse(realm.getId()));
    }

    /** By its login; that of another realm is not seen here, where what it was given for the address has to do. */
    private boolean isBackAsImpersonator(Impersonation ended, boolean proved) {
        return ended.impersonator().realmId().equals(realm.getId())
                ? browser.peek()
                        .filter(own -> ended.isFrom(
                                own.getRealm().getId(), own.getUser().getId(), own.getId()))
                        .isPresent()
                : proved;
    }

    /** {@code stay} is where to go on as the user; empty after the end, and where there is nowhere. */
    private Response page(boolean over, String returnTo, String stay, String subject, String impersonator) {
        return new Pages(session)
                .show(
                        "assume-revert.ftl",
                        Map.of(
                                "assumeOver", over,
                                "assumeAction", urls.revert().toString(),
                                "assumeReturnTo", returnTo,
                                "assumeStay", stay,
                                "assumeStateChecker", browser.stateChecker(),
                                "assumeImpersonator", impersonator,
                                "assumeSubject", subject));
    }

    /** An impersonator of another realm is logged in there. */
    private Response goTo(String target, String homeRealmId) {
        if (!target.isEmpty()) {
            return Response.seeOther(URI.create(target)).build();
        }
        RealmModel owner = session.realms().getRealm(homeRealmId);
        boolean fromHere = owner == null || owner.getId().equals(realm.getId());
        return fromHere
                ? atHome("assumeReturned")
                : Response.seeOther(new RealmUrls(session, owner).adminConsole())
                        .build();
    }

    /** Their full name and username; the username that they had once they are gone. */
    private String nameOf(Person impersonator) {
        return Optional.ofNullable(session.realms().getRealm(impersonator.realmId()))
                .flatMap(home -> new Directory(session, home).find(impersonator))
                .map(Directory::displayName)
                .orElse(impersonator.username());
    }

    private Optional<UserSessionModel> impersonated() {
        return browser.session().filter(login -> Marks.of(session, login).isPresent());
    }

    /** Only where no one is logged in: a login of its own is not to be overwritten. */
    private ReturnAfterEnd.Ended withoutLogin(Function<ReturnAfterEnd, Optional<ReturnAfterEnd.Ended>> find) {
        return Optional.of(new ReturnAfterEnd(session, realm, clock))
                .filter(wayBack -> browser.session().isEmpty())
                .flatMap(find)
                .orElseThrow(() -> new RefusedException(ImpersonationRefusal.NOT_IMPERSONATING));
    }

    /** An address of an application that takes part, or the one to land on; empty when none was given. */
    private String verified(@Nullable String returnTo, UserSessionModel login, ImpersonationMark mark) {
        return verified(returnTo, new FindImpersonation(session).landingOf(realm, mark), login);
    }

    /**
     * After the end it is not known any more which applications took part. One that is not known keeps no one from coming back: they
     * come to the account console.
     */
    private String knownAfterEnd(@Nullable String returnTo, Impersonation ended, UserSessionModel own) {
        String address = returnTo != null && WebAddress.isOne(returnTo) ? returnTo : "";
        return known(address, Optional.of(ended.landingUri()), own).orElse("");
    }

    private String verified(@Nullable String returnTo, Optional<String> landing, UserSessionModel login) {
        if (returnTo == null || returnTo.isEmpty()) {
            return "";
        }
        Landing.requireAddress(returnTo);
        return known(returnTo, landing, login)
                .orElseThrow(() -> new RefusedException(ImpersonationRefusal.REDIRECT_URI_INVALID));
    }

    private Optional<String> known(String address, Optional<String> landing, UserSessionModel login) {
        return landing.filter(address::equals).or(() -> new Landing(session, realm).registered(address, login));
    }
}
