package io.github.keycloakassume.demo.sample;

import static io.github.keycloakassume.demo.web.Html.escape;

import io.github.keycloakassume.demo.web.Request;
import io.github.keycloakassume.demo.web.Response;
import java.util.Optional;

/** How a support agent becomes a user from inside the application. */
final class SupportPage {

    private final Site site;
    private final ImpersonationApi impersonations;
    private final CurrentSession current;
    private final Pages pages;

    SupportPage(Site site, ImpersonationApi impersonations, CurrentSession current, Pages pages) {
        this.site = site;
        this.impersonations = impersonations;
        this.current = current;
        this.pages = pages;
    }

    Response show(Request request) {
        return current.findUsable(request)
                .map(session -> form(200, session, "", "", Optional.empty()))
                .orElseGet(this::login);
    }

    Response become(Request request) {
        return current.findUsable(request)
                .map(session -> become(session, request))
                .orElseGet(this::login);
    }

    private Response become(AppSession session, Request request) {
        String user = request.form().find("user").orElse("");
        String reason = request.form().find("reason").orElse("");
        try {
            // The landing page is the login: this application must learn that the browser is someone else now.
            return Response.seeOther(
                    impersonations.start(session.tokens(), user, reason, site.clientId(), site.address("login")));
        } catch (OidcException refused) {
            return form(409, session, user, reason, Optional.ofNullable(refused.getMessage()));
        }
    }

    private Response form(int status, AppSession session, String user, String reason, Optional<String> error) {
        return pages.of(status, session.tokens(), """
                <section><h1>Become a user</h1>
                <p>You see what the user sees, for half an hour at most. Everything is recorded under your name.</p>
                %s
                <form method="post" action="%s">
                <label>User name <input name="user" id="user" value="%s" autocomplete="off" autofocus></label>
                <label>Reason <input name="reason" id="reason" value="%s" autocomplete="off"></label>
                <button id="become">Become this user</button>
                </form></section>
                """.formatted(
                        error.map(text -> "<p class=\"error\" id=\"error\" role=\"alert\">" + escape(text) + "</p>")
                                .orElse(""),
                        escape(site.page("support")),
                        escape(user),
                        escape(reason)));
    }

    private Response login() {
        return Response.seeOther(site.address("login"));
    }
}
