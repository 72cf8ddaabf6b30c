package io.github.keycloakassume.core.keycloak;

import io.github.keycloakassume.core.model.MailMessage;
import io.github.keycloakassume.core.model.MailOutcome;
import java.net.URI;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailTemplateProvider;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Sends a mail to a user as Keycloak sends its own: by his realm's mail server, in its theme and his language. */
public final class UserMail {

    private static final Logger LOG = Logger.getLogger(UserMail.class);

    /** Where nobody has told the server's address: not in what a mail says, at most in the pictures of a theme. */
    private static final URI UNKNOWN_SERVER = URI.create("http://localhost/");

    private final KeycloakSession session;

    public UserMail(KeycloakSession session) {
        this.session = session;
    }

    /**
     * What came of it.
     *
     * @param failure what the mail server said, or what else went wrong; null when it was sent or there is nowhere to send it
     */
    public record Result(MailOutcome outcome, @Nullable Exception failure) {

        private static Result without(MailOutcome outcome) {
            return new Result(outcome, null);
        }
    }

    /**
     * Sends it now, and waits for the mail server.
     *
     * @param serverUrl the server's address, null when unknown
     */
    public Result send(MailMessage message, @Nullable String serverUrl) {
        RealmModel realm = session.realms().getRealm(message.realmId());
        if (realm == null) {
            return Result.without(MailOutcome.NO_RECIPIENT);
        }
        if (!realm.isEnabled()) {
            return Result.without(MailOutcome.REALM_DISABLED);
        }
        if (isBlank(realm.getSmtpConfig().get("host"))) {
            return Result.without(MailOutcome.NO_MAIL_SERVER);
        }
        BackgroundRequest.enter(session, realm, serverUrl == null ? UNKNOWN_SERVER : URI.create(serverUrl));
        return send(message, realm, session.users().getUserById(realm, message.recipientId()));
    }

    private Result send(MailMessage message, RealmModel realm, @Nullable UserModel user) {
        if (user == null) {
            return Result.without(MailOutcome.NO_RECIPIENT);
        }
        if (!user.isEnabled()) {
            return Result.without(MailOutcome.RECIPIENT_DISABLED);
        }
        return isBlank(user.getEmail()) ? Result.without(MailOutcome.NO_ADDRESS) : sendToAddress(message, realm, user);
    }

    private Result sendToAddress(MailMessage message, RealmModel realm, UserModel user) {
        Map<String, Object> attributes = attributes(message, user);
        try {
            session.getProvider(EmailTemplateProvider.class)
                    .setRealm(realm)
                    .setUser(user)
                    .send(message.subjectKey(), List.of(), message.template() + ".ftl", attributes);
            return Result.without(MailOutcome.SENT);
        } catch (EmailException | RuntimeException e) {
            LOG.debugf(e, "Mail %s could not be sent", message.template());
            return new Result(outcomeOf(e), e);
        }
    }

    private static MailOutcome outcomeOf(Throwable failure) {
        return SmtpFailure.mayHaveLeft(failure) ? MailOutcome.PERHAPS_SENT : MailOutcome.NOT_SENT;
    }

    private Map<String, Object> attributes(MailMessage message, UserModel user) {
        Map<String, Object> attributes = new HashMap<>(message.texts());
        // The header is that of whoever caused the mail, if there was one at all.
        attributes.put(Constants.IGNORE_ACCEPT_LANGUAGE_HEADER, true);
        Locale locale = session.getContext().resolveLocale(user, true);
        ZoneId zone = UserTime.zone(user.getFirstAttribute(UserTime.ZONE_ATTRIBUTE));
        message.times().forEach((name, time) -> attributes.put(name, UserTime.format(time, locale, zone)));
        return attributes;
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
