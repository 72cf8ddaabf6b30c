package io.github.keycloakassume.demo.sample;

import static io.github.keycloakassume.demo.web.Html.escape;

import io.github.keycloakassume.demo.web.RefusedRequest;
import io.github.keycloakassume.demo.web.Request;
import io.github.keycloakassume.demo.web.Response;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
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
        Response with(Tokens tokens) throws OidcException;
    }

    Response show(Request request) {
        return withTokens(request, tokens -> page(200, tokens, inForce(tokens)));
    }

    Response allow(Request request) {
        String reason = request.form().find("reason").orElse("");
        return withTokens(request, tokens -> {
            grants.allowForADay(tokens, reason);
            return Response.seeOther(site.address("access"));
        });
    }

    Response end(Request request) {
        UUID id = id(request.form().require("grant"));
        return withTokens(request, tokens -> {
            grants.revoke(tokens, id);
            return Response.seeOther(site.address("access"));
        });
    }

    /** What a form says must not lead to anything but a grant. */
    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedRequest(400, "The field 'grant' names no grant.", e);
        }
    }

    private Response withTokens(Request request, Deed deed) {
        Optional<AppSession> session = current.findUsable(request);
        if (session.isEmpty()) {
            return Response.seeOther(site.address("login"));
        }
        Tokens tokens = session.get().tokens();
        try {
            return deed.with(tokens);
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
                <p>Here you let our vendor's staff become users of Acme, of all of it. Whoever is inside when you end it, is out.</p>
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
                ? "<p id=\"closed\">At the moment they are not let into all of Acme.</p>"
                : "<table id=\"grants\"><tr><th>Open until</th><th></th></tr>" + rows + "</table>";
    }

    private String row(GrantsApi.Grant grant) {
        return """
                <tr><td>%s</td><td><form class="inline" method="post" action="%s">
                <input type="hidden" name="grant" value="%s"><button class="end">End it now</button></form></td></tr>
                """.formatted(
                        escape(grant.end()
                                .map(end -> TIME.format(end.atZone(ZoneId.systemDefault())))
                                .orElse("further notice")),
                        escape(site.page("access/end")),
                        escape(grant.id()));
    }
}
