package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.model.MailMessage;
import io.github.keycloakassume.core.model.OneLine;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.spi.MailOutbox;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.model.Notify;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The subject hears by mail that somebody is he, or was: who, when, until when, why, if his realm wants it. Whoever starts
 * or ends an impersonation, in whatever way, tells him here, in the same transaction.
 */
public final class TellSubject {

    private static final String STARTED = "assume-impersonation-started";
    private static final String ENDED = "assume-impersonation-ended";

    private final KeycloakSession session;
    private final RealmModel realm;

    /**
     * For subjects of one realm.
     *
     * @param realm the subject's, which the session's context is in too
     */
    public TellSubject(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    public void started(Impersonation started) {
        if (started.start() != null && wish(started).onStart()) {
            post(started, STARTED, Map.of(), Map.of("assumeEndsAt", started.endsAt()));
        }
    }

    /** Nothing when it has never started. */
    public void ended(Impersonation ended) {
        if (ended.start() != null && ended.end() != null && wish(ended).onEnd()) {
            post(
                    ended,
                    ENDED,
                    Map.of("assumeCause", ended.end().cause().wireName()),
                    Map.of("assumeEndedAt", ended.end().at()));
        }
    }

    private Notify wish(Impersonation impersonation) {
        return RealmSettings.of(session, realm).notifications().of(impersonation);
    }

    private void post(
            Impersonation impersonation, String template, Map<String, String> more, Map<String, Instant> moreTimes) {
        Map<String, String> texts = new HashMap<>(more);
        texts.put("assumeUsername", OneLine.of(impersonation.subject().username()));
        texts.putAll(who(impersonation));
        putIfThere(texts, "assumeReason", impersonation.reasonText());
        putIfThere(texts, "assumeTicket", impersonation.ticket());
        Map<String, Instant> times = new HashMap<>(moreTimes);
        Optional.ofNullable(impersonation.start()).ifPresent(start -> times.put("assumeStartedAt", start.at()));
        session.getProvider(MailOutbox.class)
                .queue(new MailMessage(realm.getId(), impersonation.subject().userId(), template, texts, times));
    }

    /** His full name and username, and his realm where it is another; the username he had when he is gone. */
    private Map<String, String> who(Impersonation impersonation) {
        Person impersonator = impersonation.impersonator();
        Map<String, String> who = new HashMap<>();
        RealmModel home = session.realms().getRealm(impersonator.realmId());
        String name = Optional.ofNullable(home)
                .flatMap(there -> new Directory(session, there).find(impersonator))
                .map(Directory::displayName)
                .orElse(impersonator.username());
        who.put("assumeImpersonator", OneLine.of(name));
        if (home != null && !home.getId().equals(realm.getId())) {
            who.put("assumeImpersonatorRealm", OneLine.of(nameOf(home)));
        }
        return who;
    }

    private static String nameOf(RealmModel home) {
        String name = home.getDisplayName();
        return name == null || name.isBlank() ? home.getName() : name;
    }

    private static void putIfThere(Map<String, String> texts, String name, @Nullable String text) {
        if (text != null) {
            texts.put(name, text);
        }
    }
}
