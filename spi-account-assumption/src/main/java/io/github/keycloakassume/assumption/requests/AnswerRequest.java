package io.github.keycloakassume.assumption.requests;

import io.github.keycloakassume.assumption.grants.GiveGrant;
import io.github.keycloakassume.assumption.grants.GrantTrail;
import io.github.keycloakassume.assumption.grants.OrganizationControl;
import io.github.keycloakassume.assumption.grants.TakeBackApprovals;
import io.github.keycloakassume.assumption.mail.TellTenant;
import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.Decider;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantDuration;
import io.github.keycloakassume.assumption.model.GrantRefusal;
import io.github.keycloakassume.assumption.model.GrantTerms;
import io.github.keycloakassume.assumption.model.TermsWish;
import io.github.keycloakassume.assumption.store.RequestStore;
import io.github.keycloakassume.assumption.tenants.Reach;
import io.github.keycloakassume.assumption.tenants.Sight;
import io.github.keycloakassume.assumption.tenants.Tenancies;
import io.github.keycloakassume.assumption.tenants.Wishes;
import io.github.keycloakassume.core.model.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Somebody who may decide answers a request: as asked, shorter or narrower, or not at all. */
public final class AnswerRequest {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;
    private final GrantTrail trail;
    private final RequestStore requests;
    private final Consents consents;

    public AnswerRequest(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
        this.trail = new GrantTrail(session, realm);
        this.requests = new RequestStore(session);
        this.consents = new Consents(session, realm, clock);
    }

    /**
     * A request that was granted.
     *
     * @param request as it stands: pending where others have to say something, too
     * @param grant what came of it
     */
    public record Approved(AccessRequest request, Grant grant) {}

    /**
     * What is to be less than asked; all else is as asked.
     *
     * @param duration null for the one asked for
     */
    public record Less(TermsWish terms, @Nullable String duration) {}

    /**
     * Grants what was asked for. Where further organizations control the user, the request waits for them: it is approved with
     * the last of them, and until then they let no one in.
     *
     * @param word for the asker, if any
     * @throws RefusedException {@code request-not-found}, {@code request-answered}, {@code own-request},
     *     {@code wider-than-asked} with the field, {@code version-stale} when somebody else answers at this moment, or
     *     whatever giving the grant would be refused for, after the trail has noted it
     */
    public Approved approve(Decider decider, String id, Less less, @Nullable String word) {
        return trail.orRefused(decider.person(), () -> {
            AccessRequest open = find(decider, id);
            Instant now = clock.instant();
            open.requireAnswerableBy(decider.person(), now);
            String grantId = UUID.randomUUID().toString();
            consents.note(decider, open, AccessRequest.Outcome.APPROVED, word, grantId);
            boolean isLast = consents.isLast(decider, open);
            AccessRequest after = isLast ? requests.update(open.approved(decider.person(), now, grantId, word)) : open;
            GrantTerms terms = new Wishes(session, realm, Sight.of(decider)).changed(open.terms(), less.terms());
            terms.fieldBeyond(open.terms()).ifPresent(AnswerRequest::refuseWider);
            GrantDuration duration = less.duration() == null ? open.duration() : GrantDuration.parse(less.duration());
            if (!duration.isWithin(open.duration(), now)) {
                refuseWider("duration");
            }
            Grant grant = new GiveGrant(session, realm, clock).answer(decider, open, grantId, terms, duration);
            trail.done(GrantTrail.ANSWERED, decider.person(), after);
            if (isLast) {
                new TellTenant(session, realm).decided(after, grant);
            }
            return new Approved(after, grant);
        });
    }

    /**
     * Does not grant it, which answers it also where others still had to say something, and ends what others have granted for it.
     *
     * @param word for the asker, if any
     * @throws RefusedException {@code request-not-found}, {@code request-answered}, {@code own-request} or
     *     {@code version-stale}, after the trail has noted it
     */
    public AccessRequest deny(Decider decider, String id, @Nullable String word) {
        return trail.orRefused(decider.person(), () -> {
            AccessRequest open = find(decider, id);
            Instant now = clock.instant();
            AccessRequest denied = requests.update(open.denied(decider.person(), now, word));
            consents.note(decider, open, AccessRequest.Outcome.DENIED, word, null);
            new OrganizationControl(session, realm).takenBy(decider);
            trail.done(GrantTrail.ANSWERED, decider.person(), denied);
            new TakeBackApprovals(session, now).of(realm, List.of(denied), decider.person());
            new TellTenant(session, realm).decided(denied, null);
            return denied;
        });
    }

    private AccessRequest find(Decider decider, String id) {
        AccessRequest found = requests.findLocked(realm.getId(), id)
                .filter(request -> new Reach(session, realm).includes(decider, request.scope()))
                .orElseThrow(() -> new RefusedException(GrantRefusal.REQUEST_NOT_FOUND));
        decider.requireScope(found.scope(), new Tenancies(session, realm).of(found.scope()));
        consents.requireNone(decider, found);
        return found;
    }

    private static void refuseWider(String field) {
        throw new RefusedException(GrantRefusal.WIDER_THAN_ASKED, field);
    }
}
