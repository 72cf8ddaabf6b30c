package io.github.keycloakassume.demo.sample;

import static io.github.keycloakassume.demo.web.Html.escape;

import io.github.keycloakassume.demo.web.RefusedRequest;
import io.github.keycloakassume.demo.web.Request;
import io.github.keycloakassume.demo.web.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Shows the SAML response that Keycloak posts, to see what an assertion says. Nobody is logged in by it, which is why
 * its signature is not checked; a real service provider must.
 */
final class SamlAssertionPage {

    private final Site site;

    SamlAssertionPage(Site site) {
        this.site = site;
    }

    Response show(Request request) {
        String xml = decode(request.form().require("SAMLResponse"));
        return Response.page(200, """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>SAML response</title><link rel="stylesheet" href="/style.css"></head>
                <body><header><strong>Acme Archive</strong> <a href="%s">Documents</a></header>
                <main><section><h1>SAML response</h1><p>As received; nobody is logged in by it.</p>
                <pre id="saml-response">%s</pre></section></main></body>
                </html>
                """.formatted(escape(site.path()), escape(xml.replace("><", ">\n<"))));
    }

    private static String decode(String encoded) {
        try {
            return new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RefusedRequest(400, "This is not a SAML response.", e);
        }
    }
}
