package io.github.keycloakassume.benchmark;

import java.sql.SQLException;
import java.util.Locale;

/** A server of some kind with a database of its own and the realm that all of them have. */
record Contestant(Node node, Postgres.Database database, LoadRealm realm) implements AutoCloseable {

    static Contestant start(Postgres postgres, Node.Kind kind, int users, int agents) throws SQLException {
        Postgres.Database database = postgres.database(kind.name().toLowerCase(Locale.ROOT));
        Node node = Node.start(kind, database);
        LoadRealm realm = LoadRealm.create(node, users, agents);
        if (kind == Node.Kind.OURS) {
            realm.allowOnBehalf();
        }
        return new Contestant(node, database, realm);
    }

    @Override
    public void close() {
        node.close();
    }
}
