package io.github.keycloakassume.demo.sample;

import static io.github.keycloakassume.demo.web.Html.escape;

import io.github.keycloakassume.demo.web.RefusedRequest;
import io.github.keycloakassume.demo.web.Request;
import io.github.keycloakassume.demo.web.Response;

/** The home page: who you are, your documents, and the tokens that say so. */
final class DocumentsPage {

    private final Site site;
    private final OidcClient oidc;
    private final CurrentSession current;
    private final Pages pages;

    DocumentsPage(Site site, OidcClient oidc, CurrentSession current, Pages pages) {
        this.site = site;
        this.oidc = oidc;
        this.current = current;
        this.pages = pages;
    }

    Response show(Request request) {
        boolean wasLoggedIn = request.cookie(site.sessionCookie()).isPresent();
        return current.findUsable(request)
                .map(AppSession::tokens)
                .map(this::documents)
                .orElseGet(() -> welcome(wasLoggedIn));
    }

    Response refresh(Request request) {
        current.find(request).ifPresent(current::refresh);
        return Response.seeOther(site.address(""));
    }

    private Response welcome(boolean wasLoggedIn) {
        return pages.anonymous(200, """
                <section><h1>Welcome to %s</h1>%s
                <p>Your documents, wherever you are. Please log in to see them.</p>
                <p><a class="button" id="login" href="%s">Log in</a></p></section>
                """.formatted(
                        escape(site.title()),
                        wasLoggedIn ? "<p class=\"notice\" id=\"session-over\">Your session has ended.</p>" : "",
                        escape(site.page("login"))));
    }

    private Response documents(Tokens tokens) {
        try {
            return pages.of(200, tokens, greeting(tokens) + list(tokens) + tokenSection(tokens));
        } catch (OidcException e) {
            throw new RefusedRequest(502, String.valueOf(e.getMessage()), e);
        }
    }

    private static String greeting(Tokens tokens) {
        return """
                <section><h1>Hello <span id="username">%s</span></h1><p class="muted">%s · %s</p></section>
                """.formatted(
                        escape(tokens.username()),
                        escape(String.valueOf(tokens.idTokenClaims().getOrDefault("name", ""))),
                        escape(String.valueOf(tokens.idTokenClaims().getOrDefault("email", ""))));
    }

    private static String list(Tokens tokens) {
        String rights = tokens.hasScope("documents:write") ? "You may read and change them." : "You may read them.";
        if (!tokens.hasScope("documents:read")) {
            return "<section><h2>Documents</h2><p>You have no access to documents.</p></section>";
        }
        return """
                <section><h2>Documents</h2><p class="muted" id="rights">%2$s</p>
                <table id="documents"><tr><th>Document</th><th>Owner</th></tr>
                <tr><td>Contract 2026</td><td>%1$s</td></tr>
                <tr><td>Invoice 1024</td><td>%1$s</td></tr>
                <tr><td>Travel plan</td><td>%1$s</td></tr></table></section>
                """.formatted(escape(tokens.username()), escape(rights));
    }

    private String tokenSection(Tokens tokens) throws OidcException {
        return """
                <section><h2>Tokens</h2>
                <form method="post" action="%s"><button id="refresh">Refresh tokens</button></form>
                <h2>ID token</h2><pre id="id-token">%s</pre>
                <h2>Access token</h2><pre id="access-token">%s</pre>
                <h2>Userinfo</h2><pre id="userinfo">%s</pre>
                <h2>Introspection</h2><pre id="introspection">%s</pre></section>
                """.formatted(
                        escape(site.page("refresh")),
                        escape(Json.pretty(tokens.idTokenClaims())),
                        escape(Json.pretty(tokens.accessTokenClaims())),
                        escape(Json.pretty(oidc.userInfo(tokens))),
                        escape(Json.pretty(oidc.introspection(tokens))));
    }
}
