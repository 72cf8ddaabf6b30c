package io.github.keycloakassume.tests.faults;

import java.sql.SQLException;

/**
 * Something that goes wrong while use cases are done, all at the same time.
 *
 * @param name a column of the table
 * @param meaning the same at length
 */
record Fault(String name, String meaning, Strike strike) {

    interface Strike {

        /** Has all of the batch done while it goes wrong, and returns when nothing is wrong any more. */
        void on(Ground ground, Batch batch) throws SQLException;
    }
}
