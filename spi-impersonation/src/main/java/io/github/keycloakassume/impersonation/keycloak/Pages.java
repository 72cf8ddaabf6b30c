package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.model.Refusal;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.ErrorPageException;
import org.keycloak.services.util.LocaleUtil;

/** Pages of ours, in the login theme that the realm uses. */
public final class Pages {

    private static final String MESSAGE_PREFIX = "assumeRefused.";

    private final KeycloakSession session;

    public Pages(KeycloakSession session) {
        this.session = session;
    }

    /** A page from a template of the themes JAR. */
    public Response show(String template, Map<String, Object> attributes) {
        LoginFormsProvider forms = forms();
        attributes.forEach(forms::setAttribute);
        return new PageHeaders(session).on(forms.createForm(template));
    }

    /**
     * The page that tells applications of front-channel logout of an end, and leads on by itself.
     *
     * @param calls what they are told
     * @param subject whom the browser was, for people
     * @param next where it goes on
     */
    public Response leaving(List<FrontChannelLogouts.Call> calls, String subject, URI next) {
        LoginFormsProvider forms = forms();
        forms.setAttribute("assumeCalls", calls);
        forms.setAttribute("assumeSubject", subject);
        forms.setAttribute("assumeNext", next.toString());
        return new PageHeaders(session)
                .on(
                        forms.createForm("assume-leaving.ftl"),
                        calls.stream()
                                .flatMap(call -> call.origins().stream())
                                .collect(Collectors.toUnmodifiableSet()));
    }

    /** A page that says one thing and leads nowhere. */
    public Response note(String message) {
        return new PageHeaders(session)
                .on(forms().setInfo(message).setAttribute("skipLink", true).createInfoPage());
    }

    /** A page that says why something was refused. */
    public Response refused(Refusal refusal) {
        return new PageHeaders(session)
                .on(forms().setError(MESSAGE_PREFIX + refusal.key())
                        .createErrorPage(Response.Status.fromStatusCode(refusal.status())));
    }

    /** A page that says that this is closed to whoever acts as another user, and leads back. */
    public Response closed(RealmModel realm) {
        Response page = show(
                "assume-closed.ftl",
                Map.of("assumeWayBack", new RealmUrls(session, realm).revert().toString()));
        return Response.fromResponse(page).status(Refusal.IMPERSONATED.status()).build();
    }

    /** The same from where no answer can be given, only an exception: it ends the request, and undoes what it did. */
    public RuntimeException stop(Refusal refusal) {
        return new ErrorPageException(refused(refusal));
    }

    /** In the language that the reader has chosen in the menu of the page before ({@code LoginActionsService.processLocaleParam}). */
    private LoginFormsProvider forms() {
        speakAsChosen();
        return session.getProvider(LoginFormsProvider.class);
    }

    private void speakAsChosen() {
        LocaleUtil.processLocaleParam(session, session.getContext().getRealm(), null);
    }

    /** Date and time for the reader, in UTC because the server does not know his zone. */
    public String format(Instant moment, UserModel reader) {
        speakAsChosen();
        Locale locale = session.getContext().resolveLocale(reader);
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(locale)
                        .format(moment.atZone(ZoneOffset.UTC))
                + " UTC";
    }
}
