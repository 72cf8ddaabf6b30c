package io.github.keycloakassume.assumption.grants;

import io.github.keycloakassume.assumption.model.AccessRequest;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantTerms;
import io.github.keycloakassume.assumption.model.Owner;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.model.ScopeKind;
import io.github.keycloakassume.core.keycloak.KnownUsers;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import io.github.keycloakassume.core.model.TrailAction;
import io.github.keycloakassume.core.model.TrailEntry;
import io.github.keycloakassume.core.spi.TrailProvider;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What is decided on grants and requests, in the one trail. */
public final class GrantTrail {

    /** A grant or a denial was given. */
    public static final TrailAction GIVEN = new TrailAction("GRANT_GIVEN");
    /** It was extended, reduced or put on other terms. */
    public static final TrailAction CHANGED = new TrailAction("GRANT_CHANGED");
    /** It was revoked, has come to its end, or what it was for is gone. */
    public static final TrailAction ENDED = new TrailAction("GRANT_ENDED");
    /** Vendor staff asked for one. */
    public static final TrailAction REQUESTED = new TrailAction("GRANT_REQUESTED");
    /** A request was approved, denied or taken back, or nobody has answered in time. */
    public static final TrailAction ANSWERED = new TrailAction("GRANT_REQUEST_ANSWERED");
    /** How the realm keeps account assumption was changed. */
    public static final TrailAction SETTINGS = new TrailAction("ASSUMPTION_SETTINGS_CHANGED");
    /** An organization decides for itself from now on, or no longer. */
    public static final TrailAction CONTROL = new TrailAction("ORGANIZATION_CONTROL_CHANGED");

    /** A line of the trail holds a little more. */
    private static final int MOST = 1_900;

    private final RealmModel realm;
    private final KnownUsers users;
    private final TrailProvider trail;

    public GrantTrail(KeycloakSession session, RealmModel realm) {
        this(session, realm, new KnownUsers(session, realm));
    }

    /** For many at once, whose subjects have been looked up. */
    public GrantTrail(KeycloakSession session, RealmModel realm, KnownUsers users) {
        this.realm = realm;
        this.users = users;
        this.trail = session.getProvider(TrailProvider.class);
    }

    /** Work that somebody wants done, and that is in the trail when he is refused. */
    public <T> T orRefused(Person actor, Supplier<T> work) {
        try {
            return work.get();
        } catch (RefusedException refused) {
            refused(actor, refused.refusal());
            throw refused;
        }
    }

    /** Somebody was refused. */
    public void refused(Person actor, Refusal refusal) {
        trail.refused(TrailEntry.refused(realm.getId(), actor, null, null, refusal));
    }

    /** Something was done with a grant. */
    public void done(TrailAction action, @Nullable Person by, Grant grant) {
        write(action, by, grant.scope(), describe(grant));
    }

    /** Something was done with a request. */
    public void done(TrailAction action, @Nullable Person by, AccessRequest request) {
        write(action, by, request.scope(), describe(request));
    }

    /** Something else was done. */
    public void done(TrailAction action, Person by, String detail) {
        trail.done(TrailEntry.ofRealm(action, realm.getId(), by, shortened(detail, MOST)));
    }

    private void write(TrailAction action, @Nullable Person by, Scope scope, String detail) {
        trail.done(new TrailEntry(realm.getId(), action, by, subject(scope), null, null, detail));
    }

    private @Nullable Person subject(Scope scope) {
        return scope.kind() == ScopeKind.USER
                ? users.find(scope.targetId()).map(KnownUsers.Known::person).orElse(null)
                : null;
    }

    private static String describe(Grant grant) {
        String end =
                grant.end() == null ? "" : ", " + grant.end().cause().name().toLowerCase(Locale.ROOT);
        return "grant " + grant.id() + end + ", " + describe(grant.scope()) + describe(grant.owner()) + ", until "
                + text(grant.endsAt()) + ", "
                + describe(grant.terms())
                + (grant.reasonText() == null ? "" : ", because " + shortened(grant.reasonText()));
    }

    private static String describe(AccessRequest request) {
        AccessRequest.Answer answer = request.answer();
        return "request " + request.id()
                + (answer == null ? "" : ", " + answer.outcome().wireName()) + ", "
                + describe(request.scope()) + ", for " + request.duration().text() + ", " + describe(request.terms())
                + ", because " + shortened(request.reason().text());
    }

    private static String describe(Scope scope) {
        return scope.kind().wireName() + " " + scope.targetId();
    }

    private static String describe(Owner owner) {
        return switch (owner.authority()) {
            case REALM -> "";
            case ORGANIZATION -> " by organization " + Objects.requireNonNullElse(owner.organizationId(), "unknown");
            case USER -> " by the user";
        };
    }

    private static String describe(GrantTerms terms) {
        return terms.effect().wireName()
                + (terms.grantee() == null
                        ? ""
                        : " " + terms.grantee().kind().wireName() + " "
                                + terms.grantee().id())
                + " " + terms.mode().wireName()
                + (terms.maxLifespan() == null
                        ? ""
                        : " at most " + terms.maxLifespan().toSeconds() + " s")
                + (terms.maxConcurrent() == null ? "" : " at most " + terms.maxConcurrent() + " at once")
                + (terms.subjectRoles().isEmpty()
                        ? ""
                        : " subjects with one of " + terms.subjectRoles().size() + " roles")
                + " " + new TreeSet<>(terms.allow());
    }

    private static String text(@Nullable Instant end) {
        return end == null ? "further notice" : end.toString();
    }

    /** The whole of it is with the grant; a line of the trail holds 2,000 characters. */
    private static String shortened(String reason) {
        return shortened(reason, MOST / 2);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
