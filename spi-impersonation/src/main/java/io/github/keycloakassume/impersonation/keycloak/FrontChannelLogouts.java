package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.schedule.Attempt;
import io.github.keycloakassume.impersonation.model.WebAddress;
import io.github.keycloakassume.impersonation.work.EngineLine;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.LoginProtocol;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.saml.SamlProtocol;

/**
 * The end of a session, as applications of front-channel logout are told of it: in a browser that has been logged in there,
 * in a frame each ({@code AuthenticationManager.browserLogoutAllClients}, {@code FrontChannelLogoutHandler}). Keycloak sends a browser
 * to SAML applications one after the other, each of which leads back to a session that is being logged out: here that is
 * over already. What a SAML application answers comes to Keycloak in the frame, which finds no logout that goes on: an event
 * {@code LOGOUT_ERROR} and a line of the log, and nothing else ({@code SamlService.handleSamlResponse}).
 */
public final class FrontChannelLogouts {

    private static final Logger LOG = Logger.getLogger(FrontChannelLogouts.class);

    private static final int LONGEST_HOST = 253;

    private static final Pattern ACTION = Pattern.compile("<form[^>]*\\saction=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

    private final KeycloakSession session;

    public FrontChannelLogouts(KeycloakSession session) {
        this.session = session;
    }

    /**
     * What one application is told.
     *
     * @param application its name for people
     * @param origins where the frame may go, scheme, host and port
     * @param address what the frame loads, null where it is given a page
     * @param page HTML of a form that sends itself, null where there is an address
     */
    public record Call(
            String application,
            Set<String> origins,
            @Nullable String address,
            @Nullable String page) {}

    /**
     * What is to be told of the end of that session, which is there still. An application that cannot be told keeps neither the
     * others from it nor the impersonator from coming back.
     */
    public List<Call> of(UserSessionModel ending) {
        List<Call> calls = new ArrayList<>();
        ending.getAuthenticatedClientSessions().values().stream()
                .filter(login ->
                        login.getClient().isEnabled() && login.getClient().isFrontchannelLogout())
                .forEach(login -> Attempt.at(
                        () -> call(login).ifPresent(calls::add),
                        // Without the stack, whose first line would be the setting as it is.
                        e -> EngineLine.NOT_TOLD_IN_BROWSER.log(
                                LOG,
                                null,
                                login.getClient().getClientId(),
                                login.getRealm().getName(),
                                e)));
        return calls;
    }

    private Optional<Call> call(AuthenticatedClientSessionModel login) {
        return switch (String.valueOf(login.getProtocol())) {
            case OIDCLoginProtocol.LOGIN_PROTOCOL -> openIdConnect(login);
            case SamlProtocol.LOGIN_PROTOCOL -> saml(login);
            default -> Optional.empty();
        };
    }

    /** OpenID Connect Front-Channel Logout 1.0, section 2. */
    private static Optional<Call> openIdConnect(AuthenticatedClientSessionModel login) {
        OIDCAdvancedConfigWrapper client = OIDCAdvancedConfigWrapper.fromClientModel(login.getClient());
        if (!client.isFrontChannelLogoutEnabled()) {
            return Optional.empty();
        }
        UriBuilder address = UriBuilder.fromUri(client.getFrontChannelLogoutUrl());
        if (client.isFrontChannelLogoutSessionRequired()) {
            address.queryParam("sid", login.getUserSession().getId())
                    .queryParam("iss", login.getNote(OIDCLoginProtocol.ISSUER));
        }
        URI complete = address.build();
        return Optional.of(new Call(nameOf(login.getClient()), Set.of(origin(complete)), complete.toString(), null));
    }

    /** Those that have named a SOAP address have been told by it ({@link SoapLogout}). */
    private Optional<Call> saml(AuthenticatedClientSessionModel login) {
        ClientModel client = login.getClient();
        if (SamlProtocol.getLogoutServiceUrl(session, client, SamlProtocol.SAML_SOAP_BINDING, true) != null) {
            return Optional.empty();
        }
        KeycloakContext context = session.getContext();
        LoginProtocol saml = session.getProvider(LoginProtocol.class, SamlProtocol.LOGIN_PROTOCOL)
                .setRealm(login.getRealm())
                .setUriInfo(context.getUri())
                .setHttpHeaders(context.getHttpRequest().getHttpHeaders());
        return Optional.ofNullable(saml.frontchannelLogout(login.getUserSession(), login))
                .map(request -> call(client, request));
    }

    private static Call call(ClientModel client, Response request) {
        URI location = request.getLocation();
        if (location != null) {
            return new Call(nameOf(client), Set.of(origin(location)), location.toString(), null);
        }
        String page = String.valueOf(request.getEntity());
        return new Call(nameOf(client), Set.of(origin(target(page))), null, page);
    }

    /** Where the form goes that Keycloak has made ({@code BaseSAML2BindingBuilder.buildHtml}). */
    private static URI target(String page) {
        Matcher form = ACTION.matcher(page);
        if (!form.find()) {
            throw new IllegalArgumentException("no form in the answer");
        }
        return URI.create(form.group(1).replace("&amp;", "&"));
    }

    /**
     * Where a frame may go: to web addresses alone. One without a host would be a page of Keycloak itself.
     *
     * @throws IllegalArgumentException when it is something else
     */
    private static String origin(URI address) {
        // The names of all origins stand in one header; no host is longer than that (RFC 1035, section 2.3.4).
        if (!WebAddress.isOne(address) || address.getHost().length() > LONGEST_HOST) {
            throw new IllegalArgumentException("no web address: " + address);
        }
        return RealmUrls.origin(address);
    }

    private static String nameOf(ClientModel client) {
        return client.getName() == null || client.getName().isBlank() ? client.getClientId() : client.getName();
    }
}
