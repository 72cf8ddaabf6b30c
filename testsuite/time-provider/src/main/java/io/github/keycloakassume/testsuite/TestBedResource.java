package io.github.keycloakassume.testsuite;

import jakarta.persistence.EntityManager;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.PostMigrationEvent;

/** {@code /realms/master/testbed}: what tests need to do inside a server. Asks for no token: it never ships. */
public final class TestBedResource {

    private final KeycloakSession session;

    TestBedResource(KeycloakSession session) {
        this.session = session;
    }

    /** The time of this node. */
    @GET
    @Path("time")
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> time() {
        return Map.of("offset", Time.getOffset(), "currentTimeMillis", Time.currentTimeMillis());
    }

    /** Moves the time of this node, and of no other, to so many seconds from the real one. */
    @PUT
    @Path("time")
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> moveTime(@QueryParam("offset") int seconds) {
        Time.setOffset(seconds);
        return time();
    }

    /** Makes that many more running impersonations like that one. */
    @POST
    @Path("copies/{realm}/{impersonation}")
    public void copy(
            @PathParam("realm") String realm,
            @PathParam("impersonation") String impersonation,
            @QueryParam("count") int count) {
        RealmModel own = session.getContext().getRealm();
        RealmModel theirs = session.realms().getRealmByName(realm);
        session.getContext().setRealm(theirs);
        new Copies(session, theirs).make(impersonation, count);
        session.getContext().setRealm(own);
    }

    /** Sets a note of a user session, as something else in Keycloak would. */
    @POST
    @Path("notes/{realm}/{session}")
    public void note(
            @PathParam("realm") String realm,
            @PathParam("session") String userSession,
            @QueryParam("name") String name,
            @QueryParam("value") String value) {
        session.sessions()
                .getUserSession(session.realms().getRealmByName(realm), userSession)
                .setNote(name, value);
    }

    /** Opens a user session again that is gone, as a request does that had begun before it went. */
    @POST
    @Path("sessions/{realm}/{session}")
    public void reopen(
            @PathParam("realm") String realm,
            @PathParam("session") String userSession,
            @QueryParam("user") String user,
            @QueryParam("impersonation") String impersonation) {
        RealmModel theirs = session.realms().getRealmByName(realm);
        UserModel owner = session.users().getUserById(theirs, user);
        UserSessionModel opened = session.sessions()
                .createUserSession(
                        userSession,
                        theirs,
                        owner,
                        owner.getUsername(),
                        "127.0.0.1",
                        "impersonate",
                        false,
                        null,
                        null,
                        UserSessionModel.SessionPersistenceState.PERSISTENT);
        opened.setNote("assume.impersonation", impersonation);
        opened.setState(UserSessionModel.State.LOGGED_IN);
    }

    /** Gives or takes a role as another extension would. */
    @POST
    @Path("gifts/{what}")
    public void give(
            @PathParam("what") String what,
            @QueryParam("work") GiftWork work,
            @QueryParam("given") String given,
            @QueryParam("holder") String holder) {
        String realm = session.getContext().getRealm().getId();
        work.run(session, own -> {
            own.getContext().setRealm(own.realms().getRealm(realm));
            new Gifts(own, own.getContext().getRealm()).give(what, given, holder);
        });
    }

    /** The notes of a user session. */
    @GET
    @Path("notes/{realm}/{session}")
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, String> notes(@PathParam("realm") String realm, @PathParam("session") String userSession) {
        return session.sessions()
                .getUserSession(session.realms().getRealmByName(realm), userSession)
                .getNotes();
    }

    /** What mappers gave a user is as if of before it was remembered: as the change set finds it. */
    @POST
    @Path("mapped-before/{user}")
    public void forgetMapped(@PathParam("user") String user) {
        EntityManager entities =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        entities.createNativeQuery("insert into ASSUME_MAPPED_BEFORE (ID, REALM_ID, USER_ID, DETAIL)"
                        + " select ID, REALM_ID, SUBJECT_ID, DETAIL from ASSUME_TRAIL"
                        + " where ACTION = 'ROLE_GIVEN' and SUBJECT_ID = :user")
                .setParameter("user", user)
                .executeUpdate();
        entities.createNativeQuery("delete from ASSUME_MAPPED_ROLE where USER_ID = :user")
                .setParameter("user", user)
                .executeUpdate();
    }

    /** A user has this role or group from a mapper of that identity provider, as if by a login through it. */
    @POST
    @Path("mapped/{realm}/{user}")
    public void map(
            @PathParam("realm") String realm,
            @PathParam("user") String user,
            @QueryParam("held") String held,
            @QueryParam("provider") String provider) {
        session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createNativeQuery("insert into ASSUME_MAPPED_ROLE (REALM_ID, USER_ID, HELD_ID, PROVIDER)"
                        + " values (:realm, :user, :held, :provider)")
                .setParameter("realm", session.realms().getRealmByName(realm).getId())
                .setParameter("user", user)
                .setParameter("held", held)
                .setParameter("provider", provider)
                .executeUpdate();
    }

    /** The user's organizations manage them, as after a registration by invitation. */
    @POST
    @Path("managed/{user}")
    public void manage(@PathParam("user") String user) {
        session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createNativeQuery("update USER_GROUP_MEMBERSHIP set MEMBERSHIP_TYPE = 'MANAGED' where USER_ID = :user")
                .setParameter("user", user)
                .executeUpdate();
    }

    /** From now on the commit of each transaction of this node that writes such a thing for that realm is met at that point. */
    @PUT
    @Path("commits/{realm}/{what}")
    public void meetCommits(
            @PathParam("realm") String realm, @PathParam("what") String what, @QueryParam("point") CommitPoint point) {
        ChosenCommits.begin(
                session.getProvider(JpaConnectionProvider.class).getEntityManager(),
                session.realms().getRealmByName(realm).getId(),
                what,
                point);
    }

    /** They are committed as ever again, and what stands still goes on. */
    @DELETE
    @Path("commits/{realm}/{what}")
    public void commit(@PathParam("realm") String realm, @PathParam("what") String what) {
        ChosenCommits.end(session.realms().getRealmByName(realm).getId(), what);
    }

    /** The same for all that were chosen; asks nothing of the database, which may be away. */
    @DELETE
    @Path("commits")
    public void commitAll() {
        ChosenCommits.endAll();
    }

    /** How many threads of this node stand still at such a point. */
    @GET
    @Path("commits")
    @Produces(MediaType.APPLICATION_JSON)
    public int standing() {
        return ChosenCommits.standing();
    }

    /** What Keycloak does last when it starts, once more: it tells everyone who waits for it. */
    @POST
    @Path("start")
    public void startAgain() {
        session.getKeycloakSessionFactory().publish(new PostMigrationEvent(session.getKeycloakSessionFactory()));
    }

    /** Begins to record SQL statements, on a server with {@link RecordingDriver}. */
    @PUT
    @Path("statements")
    public void recordStatements() {
        StatementLog.begin();
    }

    /** The SQL statements since then, and the end of the recording. */
    @GET
    @Path("statements")
    @Produces(MediaType.APPLICATION_JSON)
    public List<String> statements() {
        return StatementLog.end();
    }

    /** All rows of one of our tables, each a map from column name in upper case to value. */
    @GET
    @Path("rows/{table}")
    @Produces(MediaType.APPLICATION_JSON)
    public List<Map<String, Object>> rows(@PathParam("table") String table) {
        EntityManager entityManager =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        try {
            return new TableReader(entityManager).read(table);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
    }
}
