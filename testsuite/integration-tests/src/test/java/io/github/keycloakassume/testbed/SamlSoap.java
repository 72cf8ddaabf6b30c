package io.github.keycloakassume.testbed;

import com.onelogin.saml2.logout.LogoutResponse;
import com.onelogin.saml2.logout.LogoutResponseParams;
import com.onelogin.saml2.settings.Saml2Settings;
import com.onelogin.saml2.util.Constants;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What applications and Keycloak tell each other without a browser, by the SOAP binding. */
final class SamlSoap {

    static final String PREFIXES = "xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\""
            + " xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\"";

    private static final Pattern LOGOUT_ID = Pattern.compile("<samlp:LogoutRequest[^>]* ID=\"([^\"]+)\"");

    private SamlSoap() {}

    /** An application's answer to a logout: done. */
    static String done(String logout, Saml2Settings settings) {
        Matcher id = LOGOUT_ID.matcher(logout);
        if (!id.find()) {
            throw new IllegalArgumentException("no logout: " + logout);
        }
        var answer = new LogoutResponse(settings, new LogoutResponseParams(id.group(1), Constants.STATUS_SUCCESS));
        return envelope(answer.getLogoutResponseXml().replaceFirst("<\\?xml[^>]*\\?>", ""));
    }

    /** Asks for what an artifact stands for (SAML 2.0 Core, section 3.5.1). */
    static String artifactResolve(String issuer, String artifact) {
        return envelope("<samlp:ArtifactResolve " + header() + "><saml:Issuer>" + issuer
                + "</saml:Issuer><samlp:Artifact>" + artifact + "</samlp:Artifact></samlp:ArtifactResolve>");
    }

    /** Asks for a login of a client that is no browser (SAML 2.0 Profiles, section 4.2). */
    static String authnRequest(String issuer, String assertionConsumer) {
        return envelope("<samlp:AuthnRequest " + header() + " AssertionConsumerServiceURL=\"" + assertionConsumer
                + "\"><saml:Issuer>" + issuer + "</saml:Issuer></samlp:AuthnRequest>");
    }

    /** Sends it and gives whatever is answered. */
    static String send(String address, String message, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString(message));
        headers.forEach(request::header);
        return Http.send(request.build()).body();
    }

    private static String header() {
        return PREFIXES + " ID=\"ID_" + UUID.randomUUID() + "\" Version=\"2.0\" IssueInstant=\"2026-01-01T00:00:00Z\"";
    }

    private static String envelope(String message) {
        return "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>" + message
                + "</soap:Body></soap:Envelope>";
    }
}
