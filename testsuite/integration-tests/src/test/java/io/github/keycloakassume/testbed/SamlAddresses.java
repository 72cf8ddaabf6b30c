package io.github.keycloakassume.testbed;

import com.onelogin.saml2.authn.SamlResponse;
import com.onelogin.saml2.exception.SettingsException;
import com.onelogin.saml2.exception.ValidationError;
import com.onelogin.saml2.settings.IdPMetadataParser;
import com.onelogin.saml2.settings.Saml2Settings;
import com.onelogin.saml2.settings.SettingsBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathException;
import javax.xml.xpath.XPathExpressionException;
import org.keycloak.representations.idm.ClientRepresentation;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Where a SAML application is found, as Keycloak and the application itself must know it.
 *
 * @param name its entity id, the client's id in Keycloak
 * @param base without a trailing slash
 */
public record SamlAddresses(String name, String base) {

    static final String ASSERTION_CONSUMER = "/acs";
    static final String SINGLE_LOGOUT = "/slo";
    static final String SOAP = "/soap";

    /** Where a browser is once its login has been answered. */
    public String arrival() {
        return base + ASSERTION_CONSUMER;
    }

    /** Where a browser is once its logout has been answered. */
    public String farewell() {
        return base + SINGLE_LOGOUT;
    }

    /** Where it takes logouts without a browser; Keycloak does not know unless a test says so. */
    public String soap() {
        return base + SOAP;
    }

    void describe(ClientRepresentation client) {
        client.setProtocol("saml");
        client.setProtocolMappers(List.of());
        client.setRedirectUris(List.of(base + "/*"));
        // What the Admin Console gives to a new SAML client.
        client.setFrontchannelLogout(true);
        Map<String, String> attributes = new HashMap<>();
        attributes.put("saml.client.signature", "false");
        attributes.put("saml.server.signature", "true");
        attributes.put("saml.assertion.signature", "true");
        attributes.put("saml.signature.algorithm", "RSA_SHA256");
        attributes.put("saml.authnstatement", "true");
        attributes.put("saml_force_name_id_format", "true");
        attributes.put("saml_name_id_format", "username");
        attributes.put("saml_idp_initiated_sso_url_name", name);
        attributes.put("saml_assertion_consumer_url_post", arrival());
        attributes.put("saml_single_logout_service_url_redirect", farewell());
        client.setAttributes(attributes);
    }

    /** What the application demands of messages, and what the realm's metadata say of their sender. */
    Saml2Settings settingsFor(RealmFixture realm) {
        Saml2Settings settings = new SettingsBuilder()
                .fromValues(Map.of(
                        SettingsBuilder.STRICT_PROPERTY_KEY,
                        true,
                        SettingsBuilder.SP_ENTITYID_PROPERTY_KEY,
                        name,
                        SettingsBuilder.SP_ASSERTION_CONSUMER_SERVICE_URL_PROPERTY_KEY,
                        arrival(),
                        SettingsBuilder.SP_SINGLE_LOGOUT_SERVICE_URL_PROPERTY_KEY,
                        farewell(),
                        SettingsBuilder.SECURITY_WANT_MESSAGES_SIGNED,
                        true,
                        SettingsBuilder.SECURITY_WANT_ASSERTIONS_SIGNED,
                        true,
                        SettingsBuilder.SECURITY_REJECT_DEPRECATED_ALGORITHM,
                        true,
                        // Keycloak writes each role as an attribute of its own.
                        SettingsBuilder.SECURITY_ALLOW_REPEAT_ATTRIBUTE_NAME_PROPERTY_KEY,
                        true))
                .build();
        String metadata = Http.send(HttpRequest.newBuilder(URI.create(realm.url() + "/protocol/saml/descriptor"))
                        .build())
                .body();
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return IdPMetadataParser.injectIntoSettings(
                    settings,
                    IdPMetadataParser.parseXML(
                            factory.newDocumentBuilder().parse(new InputSource(new StringReader(metadata)))));
        } catch (IOException | SAXException | ParserConfigurationException | XPathException e) {
            throw new AssertionError("metadata that cannot be read: " + metadata, e);
        }
    }

    SamlResponse response(Saml2Settings settings, String encoded) {
        try {
            return new SamlResponse(settings, arrival(), encoded);
        } catch (IOException
                | SAXException
                | ParserConfigurationException
                | XPathExpressionException
                | SettingsException
                | ValidationError e) {
            throw new AssertionError("a response that cannot be read: " + encoded, e);
        }
    }
}
