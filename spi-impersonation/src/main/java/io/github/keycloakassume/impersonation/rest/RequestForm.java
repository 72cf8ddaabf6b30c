package io.github.keycloakassume.impersonation.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The form in the body of a request, read before Keycloak reads it ({@code FormBodyHandler} comes after all filters) and
 * put back for it.
 */
final class RequestForm {

    static final RequestForm EMPTY = new RequestForm();

    private static final String CHARSET = "charset";
    private static final Pattern CONTROL_CHARACTERS = Pattern.compile("\\p{Cntrl}");

    private final Map<String, List<String>> parameters = new HashMap<>();

    private RequestForm() {}

    /** The form of the request, empty where the body is something else; what is not well-formed in it stays as it is. */
    static RequestForm of(ContainerRequestContext request) throws IOException {
        RequestForm form = new RequestForm();
        MediaType type = request.getMediaType();
        if (type != null && MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(type)) {
            byte[] body = request.getEntityStream().readAllBytes();
            request.setEntityStream(new ByteArrayInputStream(body));
            form.read(new String(body, StandardCharsets.ISO_8859_1), charset(type));
        }
        return form;
    }

    /** Every value of a parameter. */
    List<String> values(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** Every value of every parameter. */
    Stream<String> values() {
        return parameters.values().stream().flatMap(List::stream);
    }

    private void read(String body, Charset charset) {
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters
                        .computeIfAbsent(decode(pair.substring(0, equals), charset), name -> new ArrayList<>())
                        .add(decode(pair.substring(equals + 1), charset));
            }
        }
    }

    /** As the token endpoint takes it: control characters do not count ({@code TokenEndpoint.sanitizeFormParameters}). */
    private static String decode(String text, Charset charset) {
        try {
            return CONTROL_CHARACTERS.matcher(URLDecoder.decode(text, charset)).replaceAll("");
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    private static Charset charset(MediaType type) {
        try {
            return Charset.forName(type.getParameters().getOrDefault(CHARSET, StandardCharsets.UTF_8.name()));
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
