package io.github.keycloakassume.demo.sample;

import static io.github.keycloakassume.demo.web.Html.escape;

import io.github.keycloakassume.demo.web.Parameters;
import io.github.keycloakassume.demo.web.Response;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** The frame around every page: title, links, and the bar that says who really sits there. */
final class Pages {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final Site site;
    private final URI issuer;

    Pages(Site site, URI issuer) {
        this.site = site;
        this.issuer = issuer;
    }

    Response anonymous(int status, String content) {
        return page(status, "", "<a id=\"login-link\" href=\"" + escape(site.page("login")) + "\">Log in</a>", content);
    }

    Response of(int status, Tokens tokens, String content) {
        boolean isStaff =
                tokens.hasRealmManagementRole("impersonation") || tokens.hasRealmManagementRole("assume-accounts");
        boolean decides = tokens.hasRealmManagementRole("manage-account-assumption");
        String links = (isStaff ? link("support", "Support") : "") + (decides ? link("access", "Access") : "");
        return page(
                status,
                impersonationBar(tokens),
                """
                <a href="%s">Documents</a> %s <span id="who">%s</span>
                <form class="inline" method="post" action="%s"><button id="logout" class="quiet">Log out</button></form>""".formatted(escape(site.path()), links, escape(tokens.username()), escape(site.page("logout"))),
                content);
    }

    private String link(String page, String text) {
        return "<a id=\"" + page + "-link\" href=\"" + escape(site.page(page)) + "\">" + text + "</a> ";
    }

    static Response error(Site site, int status, String explanation) {
        return frame(
                status,
                site,
                "",
                "",
                "<section><h1>That did not work</h1><p class=\"error\" id=\"error\">%s</p><p><a href=\"%s\">Back</a></p></section>"
                        .formatted(escape(explanation), escape(site.path())));
    }

    private String impersonationBar(Tokens tokens) {
        return tokens.impersonator()
                .map(impersonator -> """
                        <div class="impersonating" id="impersonation" role="status">You are %s, really %s%s
                        <a id="back-to-my-own-view" href="%s">Back to my own view</a></div>""".formatted(
                                escape(tokens.username()),
                                escape(impersonator),
                                tokens.impersonationEnd().map(Pages::until).orElse(""),
                                escape(revertAddress().toString())))
                .orElse("");
    }

    /** Afterwards the browser logs in here again, and then as the impersonator himself. */
    private URI revertAddress() {
        return new Parameters(Map.of("return_to", site.address("login").toString()))
                .appendTo(URI.create(issuer + "/impersonation/revert"));
    }

    private static String until(Instant end) {
        return " (until " + TIME.format(end.atZone(ZoneId.systemDefault())) + ")";
    }

    private Response page(int status, String bar, String links, String content) {
        return frame(status, site, bar, links, content);
    }

    private static Response frame(int status, Site site, String bar, String links, String content) {
        return Response.page(status, """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%1$s</title><link rel="stylesheet" href="/style.css"></head>
                <body>
                %2$s
                <header><strong>%1$s</strong> %3$s</header>
                <main>%4$s</main>
                </body>
                </html>
                """.formatted(escape(site.title()), bar, links, content));
    }
}
