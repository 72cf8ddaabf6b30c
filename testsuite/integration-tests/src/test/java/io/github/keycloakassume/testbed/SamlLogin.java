package io.github.keycloakassume.testbed;

import com.onelogin.saml2.authn.SamlResponse;
import com.onelogin.saml2.exception.ValidationError;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What a SAML response says of a login.
 *
 * @param attributes of all statements, by name
 * @param ends when the assertion and its confirmation of the subject lose their validity
 */
public record SamlLogin(
        String nameId,
        String sessionIndex,
        Map<String, List<String>> attributes,
        Instant authenticatedAt,
        String contextClass,
        Instant sessionEnd,
        List<Instant> ends) {

    static SamlLogin of(SamlResponse response) {
        try {
            Document xml = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(response.getSAMLResponseXml())));
            return new SamlLogin(
                    read(xml, "//*[name()='saml:Subject']/*[name()='saml:NameID']"),
                    read(xml, "//@SessionIndex"),
                    response.getAttributes(),
                    Instant.parse(read(xml, "//@AuthnInstant")),
                    read(xml, "//*[name()='saml:AuthnContextClassRef']"),
                    Instant.parse(read(xml, "//@SessionNotOnOrAfter")),
                    Stream.of(
                                    read(xml, "//*[name()='saml:Conditions']/@NotOnOrAfter"),
                                    read(xml, "//*[name()='saml:SubjectConfirmationData']/@NotOnOrAfter"))
                            .map(Instant::parse)
                            .toList());
        } catch (IOException
                | SAXException
                | ParserConfigurationException
                | XPathExpressionException
                | ValidationError e) {
            throw new AssertionError("a response that cannot be read: " + response.getSAMLResponseXml(), e);
        }
    }

    /** The only value of an attribute. */
    public String attribute(String name) {
        List<String> values = attributes.getOrDefault(name, List.of());
        if (values.size() != 1) {
            throw new AssertionError(name + " in " + attributes);
        }
        return values.get(0);
    }

    private static String read(Document xml, String path) throws XPathExpressionException {
        return XPathFactory.newInstance().newXPath().evaluate(path, xml);
    }
}
