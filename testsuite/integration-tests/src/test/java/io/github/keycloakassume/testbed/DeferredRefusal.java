package io.github.keycloakassume.testbed;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Locale;
import java.util.UUID;

/**
 * A PostgreSQL that refuses the commit of chosen transactions by a deferred constraint, as one of Keycloak's own may: all
 * statements have succeeded by then.
 */
public final class DeferredRefusal {

    private static final String TRAIL = "ASSUME_TRAIL";

    private DeferredRefusal() {}

    /**
     * Does work meanwhile.
     *
     * @param what what they write for that realm: an entry of the trail with that action, or a change of an entity with that
     *     name
     */
    public static void during(Database database, String realmId, Collection<String> what, Runnable work) {
        String name = "refuse_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            sql.execute("create function " + name + "() returns trigger language plpgsql as"
                    + " $$ begin raise exception 'the commit is refused, as the test wants'; end $$");
            try {
                for (String each : what) {
                    sql.execute(trigger(name, realmId, each));
                }
                work.run();
            } finally {
                // The triggers go with it.
                sql.execute("drop function " + name + "() cascade");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not refuse commits", e);
        }
    }

    private static String trigger(String function, String realmId, String what) {
        boolean isEntity = what.endsWith("Entity");
        return "create constraint trigger " + function + "_" + what + " after insert or update on "
                + (isEntity ? tableOf(what) : TRAIL)
                + " deferrable initially deferred for each row when (new.REALM_ID = '"
                + realmId + "'" + (isEntity ? "" : " and new.ACTION = '" + what + "'") + ") execute function "
                + function
                + "()";
    }

    /** Table ASSUME_SOME_THING has entity SomeThingEntity. */
    private static String tableOf(String entity) {
        String words = entity.substring(0, entity.length() - "Entity".length());
        return "ASSUME_" + words.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }
}
