package io.github.keycloakassume.impersonation.session;

import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.impersonation.keycloak.BrowserIdentity;
import io.github.keycloakassume.impersonation.keycloak.Marks;
import io.github.keycloakassume.impersonation.keycloak.Participants;
import io.github.keycloakassume.impersonation.model.ImpersonationMark;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;

/** Tells a page whether its browser is somebody else right now, if the page may know. */
public final class DescribeStatus {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Clock clock;

    public DescribeStatus(KeycloakSession session, RealmModel realm, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.clock = clock;
    }

    /**
     * An impersonation, for people to read.
     *
     * @param user who the browser is
     * @param impersonator who it really is
     * @param mark all else
     */
    public record Status(String user, String impersonator, ImpersonationMark mark) {}

    /**
     * The running impersonation of this browser.
     *
     * @param foreignOrigin origin of the asking page, null when it is a page of this Keycloak
     * @return empty when there is none, and for origins of applications that take no part in it
     */
    public Optional<Status> describe(@Nullable String foreignOrigin) {
        return new BrowserIdentity(session, realm)
                .peek()
                .filter(login ->
                        foreignOrigin == null || Participants.of(session, login).contains(foreignOrigin))
                .flatMap(this::status);
    }

    private Optional<Status> status(UserSessionModel login) {
        return Marks.of(session, login)
                .filter(mark -> !mark.isOver(clock.instant()))
                .map(this::arrived)
                .map(mark -> new Status(
                        Directory.displayName(login.getUser()),
                        new Directory(session, home(mark))
                                .find(mark.actor().person())
                                .map(Directory::displayName)
                                .orElse(mark.actor().person().username()),
                        mark));
    }

    private ImpersonationMark arrived(ImpersonationMark mark) {
        new ArrivedBrowser(session).with(mark);
        return mark;
    }

    private RealmModel home(ImpersonationMark mark) {
        RealmModel home = session.realms().getRealm(mark.actor().person().realmId());
        return home == null ? realm : home;
    }
}
