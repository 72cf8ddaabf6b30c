package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.impersonation.keycloak.BrowserIdentity;
import io.github.keycloakassume.impersonation.keycloak.Directory;
import io.github.keycloakassume.impersonation.keycloak.Landing;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.Pages;
import io.github.keycloakassume.impersonation.keycloak.RealmUrls;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import io.github.keycloakassume.impersonation.model.Refusal;
import io.github.keycloakassume.impersonation.model.RefusedException;
import io.github.keycloakassume.impersonation.session.FindImpersonation;
import io.github.keycloakassume.impersonation.session.RevertImpersonation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** Back to one's own view. A link from another site ends on a page that asks; only a POST from our own pages reverts. */
public final class RevertResource {

    private static final String SAME_ORIGIN = "same-origin";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final BrowserIdentity browser;
    private final RealmUrls urls;

    RevertResource(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.browser = new BrowserIdentity(session, realm);
        this.urls = new RealmUrls(session, realm);
    }

    /** Asks whether to go back, and to where. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response confirm(@QueryParam("return_to") @Nullable String returnTo) {
        try {
            UserSessionModel login = login();
            ImpersonationMark mark = mark(login);
            return new Pages(session)
                    .show(
                            "assume-revert.ftl",
                            Map.of(
                                    "assumeAction", urls.revert().toString(),
                                    "assumeReturnTo", verified(returnTo, login, mark),
                                    "assumeStateChecker", browser.stateChecker(),
                                    "assumeImpersonator", mark.actor().person().username(),
                                    "assumeSubject", Directory.displayName(login.getUser())));
        } catch (RefusedException refused) {
            return new Pages(session).refused(refused.refusal());
        }
    }

    /** Ends the impersonation and gives the browser back its own identity. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response revert(
            @FormParam("return_to") @Nullable String returnTo,
            @FormParam("stateChecker") @Nullable String stateChecker,
            @HeaderParam("Sec-Fetch-Site") @Nullable String fetchSite) {
        try {
            UserSessionModel login = login();
            boolean fromOwnPage = SAME_ORIGIN.equals(fetchSite) || browser.isStateChecker(stateChecker);
            ImpersonationMark mark = mark(login);
            String target = fromOwnPage ? verified(returnTo, login, mark) : "";
            new RevertImpersonation(session, realm, clock).revert(login, fromOwnPage);
            return Response.seeOther(target.isEmpty() ? urls.account() : URI.create(target))
                    .build();
        } catch (RefusedException refused) {
            session.getTransactionManager().setRollbackOnly();
            return new Pages(session).refused(refused.refusal());
        }
    }

    private UserSessionModel login() {
        return browser.session().orElseThrow(() -> new RefusedException(Refusal.NOT_IMPERSONATING));
    }

    private static ImpersonationMark mark(UserSessionModel login) {
        return Marks.of(login).orElseThrow(() -> new RefusedException(Refusal.NOT_IMPERSONATING));
    }

    /** An address of an application that takes part, or the one to land on; empty when none was given. */
    private String verified(@Nullable String returnTo, UserSessionModel login, ImpersonationMark mark) {
        if (returnTo == null || returnTo.isEmpty()) {
            return "";
        }
        return new FindImpersonation(session)
                .landingOf(realm, mark)
                .filter(returnTo::equals)
                .or(() -> new Landing(session, realm).registered(returnTo, login))
                .orElseThrow(() -> new RefusedException(Refusal.REDIRECT_URI_INVALID));
    }
}
