package io.github.keycloakassume.tests.impersonation;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.github.keycloakassume.testbed.RealmFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterOutputStream;

/**
 * An assertion for one SAML application that is brought to a realm by hand, as the answer to that realm's own request: what
 * stands in a response without a signature anyone can change.
 */
final class RedirectedAssertion {

    private static final Pattern ID = Pattern.compile("[ <]ID=\"([^\"]+)\"");
    private static final Pattern RESPONSE = Pattern.compile("name=\"SAMLResponse\" value=\"([^\"]+)\"");
    private static final Pattern DESTINATION = Pattern.compile(" Destination=\"[^\"]*\"");

    private final APIRequestContext browser;
    private final RealmFixture trusted;

    /** In the browser that has these cookies, which is logged in to that realm. */
    RedirectedAssertion(APIRequestContext browser, RealmFixture trusted) {
        this.browser = browser;
        this.trusted = trusted;
    }

    /**
     * Begins a login at the other realm, has the client answer its request, and brings the answer there.
     *
     * @param login where the login begins
     * @return what the client was answered, empty where that was no assertion
     */
    Optional<String> bring(String login, String clientId, String answeredAt, String endpoint) {
        Map<String, String> request = begin(login);
        String message = inflated(request.getOrDefault("SAMLRequest", ""));
        String own = "<samlp:AuthnRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\""
                + " xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" ID=\"" + id(message)
                + "\" Version=\"2.0\" IssueInstant=\"2026-01-01T00:00:00Z\" AssertionConsumerServiceURL=\"" + answeredAt
                + "\" ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\"><saml:Issuer>" + clientId
                + "</saml:Issuer></samlp:AuthnRequest>";
        String page = browser.get(
                        trusted.url() + "/protocol/saml?SAMLRequest=" + encoded(deflated(own)) + "&RelayState=x")
                .text();
        Matcher answer = RESPONSE.matcher(page);
        if (!answer.find()) {
            return Optional.empty();
        }
        String response =
                new String(Base64.getDecoder().decode(answer.group(1).replace("&#43;", "+")), StandardCharsets.UTF_8);
        String anywhere = DESTINATION.matcher(response).replaceFirst("");
        browser.post(
                endpoint,
                RequestOptions.create()
                        .setForm(FormData.create()
                                .set(
                                        "SAMLResponse",
                                        Base64.getEncoder().encodeToString(anywhere.getBytes(StandardCharsets.UTF_8)))
                                .set("RelayState", request.getOrDefault("RelayState", ""))));
        return Optional.of(response).filter(found -> found.contains("Assertion"));
    }

    /** Up to the request that the other realm makes. */
    private Map<String, String> begin(String login) {
        String next = login;
        for (int hop = 0; hop < 5 && !next.contains("SAMLRequest="); hop++) {
            APIResponse answer = browser.get(next, RequestOptions.create().setMaxRedirects(0));
            next = URI.create(next).resolve(answer.headers().get("location")).toString();
        }
        return RedirectAnswer.of(next).parameters();
    }

    private static String id(String message) {
        Matcher id = ID.matcher(message);
        if (!id.find()) {
            throw new AssertionError("no id in " + message);
        }
        return id.group(1);
    }

    private static String inflated(String encoded) {
        var message = new ByteArrayOutputStream();
        try (var inflater = new InflaterOutputStream(message, new Inflater(true))) {
            inflater.write(Base64.getDecoder().decode(encoded));
        } catch (IOException e) {
            throw new UncheckedIOException("no request: " + encoded, e);
        }
        return message.toString(StandardCharsets.UTF_8);
    }

    private static String deflated(String message) {
        var bytes = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(bytes, new Deflater(Deflater.DEFAULT_COMPRESSION, true))) {
            deflater.write(message.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot be written", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static String encoded(String parameter) {
        return URLEncoder.encode(parameter, StandardCharsets.UTF_8);
    }
}
