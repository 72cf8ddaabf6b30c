package io.github.keycloakassume.impersonation.rest;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.impersonation.keycloak.BrowserIdentity;
import io.github.keycloakassume.impersonation.keycloak.FetchSite;
import io.github.keycloakassume.impersonation.keycloak.Home;
import io.github.keycloakassume.impersonation.keycloak.LoginPage;
import io.github.keycloakassume.impersonation.keycloak.Pages;
import io.github.keycloakassume.impersonation.keycloak.RealmUrls;
import io.github.keycloakassume.impersonation.keycloak.RevertCookie;
import io.github.keycloakassume.impersonation.keycloak.TicketCookie;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.ImpersonationRefusal;
import io.github.keycloakassume.impersonation.model.WebAddress;
import io.github.keycloakassume.impersonation.session.ArrivedBrowser;
import io.github.keycloakassume.impersonation.session.FindImpersonation;
import io.github.keycloakassume.impersonation.session.PendingStart;
import io.github.keycloakassume.impersonation.session.RepeatStart;
import io.github.keycloakassume.impersonation.session.StartImpersonation;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The confirm page of an impersonation, and the confirmation that switches the browser. GET never switches. */
public final class StartResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final BrowserIdentity browser;

    StartResource(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.browser = new BrowserIdentity(session, realm);
    }

    /** Shows who becomes whom, until when, and what is recorded; asks for a login first where nobody is logged in. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response confirm(
            @QueryParam("ticket") @Nullable String ticket,
            @QueryParam("impersonation") @Nullable String impersonation) {
        try {
            Optional<URI> landing = arrivedIn(impersonation);
            if (landing.isPresent()) {
                return Response.seeOther(landing.get()).build();
            }
            TicketCookie kept = new TicketCookie(session, realm);
            String given = Optional.ofNullable(ticket).or(kept::ticket).orElse("");
            return new PendingStart(session, realm, clock)
                    .look(given)
                    .map(found -> page(given, found))
                    .orElseGet(() -> {
                        kept.keep(given, PendingStart.TICKET_LIFESPAN);
                        return new LoginPage(session, realm).thenReturnTo(new RealmUrls(session, realm).start());
                    });
        } catch (RefusedException refused) {
            return new Pages(session).refused(refused.refusal());
        }
    }

    /** Switches the browser and sends it to the application. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response start(
            @FormParam("ticket") @Nullable String ticket,
            @FormParam("impersonation") @Nullable String impersonation,
            @FormParam("stateChecker") @Nullable String stateChecker) {
        String given = ticket == null ? "" : ticket;
        try {
            Optional<URI> already = again(given, stateChecker).or(() -> arrivedIn(impersonation));
            if (already.isPresent()) {
                return Response.seeOther(already.get()).build();
            }
            PendingStart.Found found = new PendingStart(session, realm, clock)
                    .look(given)
                    .orElseThrow(() -> new RefusedException(ImpersonationRefusal.TICKET_OF_OTHER_USER));
            boolean fromOwnPage = !FetchSite.isCrossSite(session) && browser.isStateChecker(stateChecker);
            URI next = new StartImpersonation(session, found, clock)
                    .start(fromOwnPage, new RevertCookie(session, realm).secretOf(given));
            return Response.seeOther(next).build();
        } catch (RefusedException refused) {
            if (refused.refusal().equals(ImpersonationRefusal.TICKET_INVALID)) {
                Optional<URI> again = again(given, stateChecker);
                if (again.isPresent()) {
                    return Response.seeOther(again.get()).build();
                }
            }
            session.getTransactionManager().setRollbackOnly();
            if (refused.refusal().equals(ImpersonationRefusal.TICKET_INVALID) && impersonation != null) {
                return Response.seeOther(afterTheOther(impersonation)).build();
            }
            return new Pages(session).refused(refused.refusal());
        }
    }

    private Response page(String ticket, PendingStart.Found found) {
        UserModel impersonator = found.impersonatorSession().getUser();
        Pages pages = new Pages(session);
        String subject = new Directory(session, found.realm())
                .find(found.impersonation().subject())
                .map(Directory::displayName)
                .orElse(found.impersonation().subject().username());
        return pages.show(
                "assume-start.ftl",
                Map.ofEntries(
                        Map.entry(
                                "assumeAction",
                                new RealmUrls(session, realm).start().toString()),
                        Map.entry(
                                "assumeWayBack",
                                new RealmUrls(session, found.realm()).revert().toString()),
                        Map.entry("assumeTicket", ticket),
                        Map.entry("assumeImpersonation", found.impersonation().id()),
                        Map.entry("assumeCancel", cancel(found)),
                        Map.entry("assumeStateChecker", browser.stateChecker()),
                        Map.entry("assumeImpersonator", Directory.displayName(impersonator)),
                        Map.entry("assumeSubject", subject),
                        Map.entry(
                                "assumeOtherRealm",
                                isOther(found.realm()) ? found.realm().getName() : ""),
                        Map.entry("assumeMode", found.impersonation().mode().wireName()),
                        Map.entry(
                                "assumeTicketReference",
                                Objects.requireNonNullElse(found.impersonation().ticket(), "")),
                        Map.entry(
                                "assumeEndsAt",
                                pages.format(found.impersonation().endsAt(), impersonator)),
                        Map.entry(
                                "assumeReason",
                                Objects.requireNonNullElse(found.impersonation().reasonText(), ""))));
    }

    /** Where those go on who do not confirm; nowhere, where the way in would lead to the page that leads back. */
    private String cancel(PendingStart.Found found) {
        String landing = found.impersonation().landingUri();
        boolean leadsBack =
                landing.equals(new RealmUrls(session, found.realm()).revert().toString());
        return leadsBack || !WebAddress.isOne(landing) ? "" : landing;
    }

    /** For an administrator of master: users of two realms may have the same name. */
    private boolean isOther(RealmModel ofTheSubject) {
        return !ofTheSubject.getId().equals(realm.getId());
    }

    /** The answer to the first confirmation did not arrive: the browser is as it was. */
    private Optional<URI> again(String ticket, @Nullable String stateChecker) {
        return browser.session()
                .filter(own -> !FetchSite.isCrossSite(session) && browser.isStateChecker(stateChecker))
                .flatMap(own -> new RepeatStart(session, clock)
                        .again(own, ticket, new RevertCookie(session, realm).secretOf(ticket)));
    }

    /** Where this browser goes on that has started an impersonation already, if that is the one meant. */
    private Optional<URI> arrivedIn(@Nullable String impersonation) {
        return Optional.ofNullable(impersonation)
                .flatMap(id -> browser.session().flatMap(login -> new FindImpersonation(session).runningIn(login, id)))
                .map(this::next);
    }

    /** In the subject's realm to the application; in the impersonator's, where the session is not seen, first there. */
    private URI next(Impersonation running) {
        RealmModel itsRealm = session.realms().getRealm(running.realmId());
        if (itsRealm != null && isOther(itsRealm)) {
            return new RealmUrls(session, itsRealm).arrived(running.id());
        }
        new ArrivedBrowser(session).with(running);
        return WebAddress.isOne(running.landingUri())
                ? URI.create(running.landingUri())
                : new Home(session, realm).ofImpersonated();
    }

    /** Of two clicks one loses. Its browser asks again, with the cookies that the other has brought by then. */
    private URI afterTheOther(String impersonation) {
        return new RealmUrls(session, realm).arrived(impersonation);
    }
}
