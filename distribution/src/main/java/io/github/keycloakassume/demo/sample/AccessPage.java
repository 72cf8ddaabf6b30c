package io.github.keycloakassume.demo.sample;

import static io.github.keycloakassume.demo.web.Html.escape;

import io.github.keycloakassume.demo.web.Request;
import io.github.keycloakassume.demo.web.Response;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a tenant's administrator lets the vendor's staff in, for a day, and ends it again. */
final class AccessPage {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Site site;
    private final GrantsApi grants;
    private final CurrentSession current;
    private final Pages pages;

    AccessPage(Site site, GrantsApi grants, CurrentSession current, Pages pages) {
        this.site = site;
        this.grants = grants;
        this.current = current;
        this.pages = pages;
    }

    /** What is asked of Keycloak, with the tokens of whoever asks. */
    private interface Deed {
        void with(Tokens tokens) throws OidcException;
    }

    Response show(Request request) {
        return done(request, tokens -> {});
    }

    Response allow(Request request) {
        String reason = request.form().find("reason").orElse("");
        return done(request, tokens -> grants.allowForADay(tokens, reason));
    }

    Response end(Request request) {
        String id = request.form().require("grant");
        return done(request, tokens -> grants.revoke(tokens, id));
    }

    private Response done(Request request, Deed deed) {
        Optional<AppSession> session = current.findUsable(request);
        if (session.isEmpty()) {
            return Response.seeOther(site.address("login"));
        }
        Tokens tokens = session.get().tokens();
        try {
            deed.with(tokens);
            return page(200, tokens, inForce(tokens));
        } catch (OidcException refused) {
            return page(
                    409,
                    tokens,
                    "<p class=\"error\" id=\"error\" role=\"alert\">" + escape(String.valueOf(refused.getMessage()))
                            + "</p>");
        }
    }

    private Response page(int status, Tokens tokens, String content) {
        return pages.of(status, tokens, """
                <section><h1>Who may help us</h1>
                <p>Our vendor's staff may become users of Acme only while you let them. Whoever is inside when you end it, is out.</p>
                %s
                <form method="post" action="%s">
                <label>Reason <input name="reason" id="reason" autocomplete="off"></label>
                <button id="allow">Let the vendor in for a day</button>
                </form></section>
                """.formatted(content, escape(site.page("access"))));
    }

    private String inForce(Tokens tokens) throws OidcException {
        String rows = grants.inForce(tokens).stream().map(this::row).collect(Collectors.joining());
        return rows.isEmpty()
                ? "<p id=\"closed\">At the moment nobody of them may.</p>"
                : "<table id=\"grants\"><tr><th>Open until</th><th></th></tr>" + rows + "</table>";
    }

    private String row(GrantsApi.Grant grant) {
        return """
                <tr><td>%s</td><td><form class="inline" method="post" action="%s">
                <input type="hidden" name="grant" value="%s"><button class="end">End it now</button></form></td></tr>
                """.formatted(
                        escape(TIME.format(grant.end().atZone(ZoneId.systemDefault()))),
                        escape(site.page("access/end")),
                        escape(grant.id()));
    }
}
