package io.github.keycloakassume.assumption.mail;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.AccessRequest.Answer;
import io.github.keycloakassume.assumption.model.AccessRequest.Outcome;
import io.github.keycloakassume.assumption.model.Authority;
import io.github.keycloakassume.assumption.model.Effect;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.Grantee;
import io.github.keycloakassume.assumption.model.GranteeKind;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.core.keycloak.KnownUsers;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.spi.MailOutbox;
import io.github.keycloakassume.impersonation.model.Impersonation;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Tenants hear by mail what is granted, asked for and done about their users, and askers what became of it; also those who
 * did it: to them it is an alarm when they did not. The mails are part of the caller's transaction.
 */
public final class TellTenant {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Recipients recipients;
    private final Names names;

    /**
     * For the tenants of one realm. It remembers who they are: one of these serves one batch.
     *
     * @param realm the subjects'
     */
    public TellTenant(KeycloakSession session, RealmModel realm) {
        this(session, realm, new KnownUsers(session, realm));
    }

    /** The same for many at once, whose subjects have been looked up. */
    public TellTenant(KeycloakSession session, RealmModel realm, KnownUsers users) {
        this.session = session;
        this.realm = realm;
        this.recipients = new Recipients(session, realm, users);
        this.names = new Names(session, realm, users);
    }

    /** Something is granted or denied from now on. */
    public void started(Grant grant) {
        Grantee grantee = grant.terms().grantee();
        post(
                recipients.concernedBy(grant.scope()),
                about("started", grant)
                        .line("assumeGrantee", grantee == null ? null : nameOf(grantee, grant))
                        .text(
                                "assumeGranteeKind",
                                grantee == null ? null : grantee.kind().wireName())
                        .line("assumeDecider", names.of(grant.decidedBy()))
                        .text("assumeMode", modeOf(grant))
                        .text("assumeReason", grant.reasonText())
                        .time("assumeStartsAt", grant.startsAt())
                        .time("assumeEndsAt", grant.endsAt()));
    }

    /** It is so on other terms, or until another moment. */
    public void changed(Grant grant) {
        started(grant);
    }

    /** It is so no longer; nothing as long as its end has not been noted. */
    public void ended(Grant grant) {
        Grant.End end = grant.end();
        if (end != null) {
            post(
                    recipients.concernedBy(grant.scope()),
                    about("ended", grant)
                            .text("assumeCause", grant.state(end.at()).wireName())
                            .line("assumeDecider", nameOf(end.by()))
                            .time("assumeEndedAt", end.at()));
        }
    }

    /** It will end by itself. */
    public void endingSoon(Grant grant) {
        post(recipients.concernedBy(grant.scope()), about("ending", grant).time("assumeEndsAt", grant.endsAt()));
    }

    /** Somebody asks for a grant. */
    public void requested(AccessRequest request) {
        post(
                recipients.askedAbout(request.scope()),
                about("assume-grant-requested", request.scope())
                        .line("assumeRequester", names.of(request.requestedBy()))
                        .text("assumeDuration", request.duration().text())
                        .text("assumeReason", request.reason().text())
                        .line("assumeTicket", request.ticket())
                        .time("assumeLapsesAt", request.lapsesAt()));
    }

    /**
     * It was answered, or nobody did in time: those who asked hear of it in their own realm. One who does not ask any more
     * knows. Of what nobody answered they get the id back that they sent: a name would tell that there is such a user.
     *
     * @param grant what came of it, if anything
     */
    public void decided(AccessRequest answered, @Nullable Grant grant) {
        Answer answer = answered.answer();
        if (answer != null && answer.outcome() != Outcome.WITHDRAWN) {
            Person asker = answered.requestedBy();
            boolean isAtHome = asker.realmId().equals(realm.getId());
            Letter letter = (answer.by() == null
                            ? about(
                                    "assume-request-decided",
                                    answered.scope(),
                                    answered.scope().targetId())
                            : about("assume-request-decided", answered.scope()))
                    .line("assumeRealm", isAtHome ? null : Names.of(realm))
                    .text("assumeOutcome", answer.outcome().wireName())
                    .line("assumeDecider", nameOf(answer.by()))
                    .text("assumeWord", answer.word())
                    .time("assumeEndsAt", grant == null ? null : grant.endsAt());
            session.getProvider(MailOutbox.class).queue(letter.to(asker.realmId(), asker.userId()));
        }
    }

    /** From that moment on it tries the vendor's product, or no longer. */
    public void trial(Scope tenant, boolean isTrial, Person by, Instant since) {
        post(
                recipients.concernedBy(tenant),
                about("assume-trial", tenant)
                        .text("assumeTrial", Boolean.toString(isTrial))
                        .line("assumeDecider", names.of(by))
                        .time("assumeSince", since));
    }

    /** An administrator of the server became one of their users without a grant. */
    public void breakGlass(Impersonation started) {
        Person impersonator = started.impersonator();
        Impersonation.Start start = started.start();
        post(
                recipients.alarmedAbout(started.subject().userId()),
                new Letter("assume-break-glass")
                        .line("assumeUsername", names.of(started.subject()))
                        .line("assumeImpersonator", names.of(impersonator))
                        .line("assumeImpersonatorRealm", names.ofOtherRealm(impersonator.realmId()))
                        .text("assumeReason", started.reasonText())
                        .line("assumeTicket", started.ticket())
                        .time("assumeStartedAt", start == null ? started.requestedAt() : start.at())
                        .time("assumeEndsAt", started.endsAt()));
    }

    /** Two mails, not one: the subject, which has no parameters, says whether people are let in or kept out. */
    private Letter about(String event, Grant grant) {
        boolean isDenial = grant.terms().effect() == Effect.DENY;
        return about((isDenial ? "assume-denial-" : "assume-grant-") + event, grant.scope());
    }

    private Letter about(String template, Scope scope) {
        return about(template, scope, names.of(scope));
    }

    private Letter about(String template, Scope scope, String name) {
        return new Letter(template)
                .text("assumeScopeKind", scope.kind().wireName())
                .line("assumeScopeName", name);
    }

    private static @Nullable String modeOf(Grant grant) {
        return grant.terms().effect() == Effect.DENY
                ? null
                : grant.terms().mode().wireName();
    }

    /** An organization or a user who names somebody by id does not learn by a mail who that is. */
    private String nameOf(Grantee grantee, Grant grant) {
        boolean isAsker = grantee.kind() == GranteeKind.USER
                && grantee.id().equals(grant.createdBy().userId())
                && grantee.realmId().equals(grant.createdBy().realmId());
        return isAsker || grant.owner().authority() == Authority.REALM ? names.of(grantee) : grantee.id();
    }

    private @Nullable String nameOf(@Nullable Person person) {
        return person == null ? null : names.of(person);
    }

    private void post(Set<String> userIds, Letter letter) {
        MailOutbox outbox = session.getProvider(MailOutbox.class);
        userIds.forEach(userId -> outbox.queue(letter.to(realm.getId(), userId)));
    }
}
