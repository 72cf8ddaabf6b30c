package io.github.keycloakassume.tests.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of one use case under one fault.
 *
 * @param lost was answered as done, or is done, and something of it is not there
 * @param doubled is there twice: row, entry of the trail, logout or mail
 * @param stranded access that still opens though the record says ended, a record that runs without a session, a browser
 *     without a way back, a logout or a mail that never leaves, something that cannot be done again
 * @param promised what the documents say may happen
 */
record Counts(int lost, int doubled, int stranded, int promised, List<String> notes) {

    static final Counts NONE = new Counts(0, 0, 0, 0, List.of());

    Counts {
        notes = List.copyOf(notes);
    }

    Counts lost(int count, String note) {
        return count <= 0 ? this : new Counts(lost + count, doubled, stranded, promised, and("lost: " + note));
    }

    Counts doubled(int count, String note) {
        return count <= 0 ? this : new Counts(lost, doubled + count, stranded, promised, and("doubled: " + note));
    }

    Counts stranded(int count, String note) {
        return count <= 0 ? this : new Counts(lost, doubled, stranded + count, promised, and("stranded: " + note));
    }

    Counts promised(int count, String note) {
        return count <= 0 ? this : new Counts(lost, doubled, stranded, promised + count, and("promised: " + note));
    }

    Counts plus(Counts other) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(other.notes);
        return new Counts(
                lost + other.lost, doubled + other.doubled, stranded + other.stranded, promised + other.promised, all);
    }

    boolean isGood() {
        return lost + doubled + stranded == 0;
    }

    private List<String> and(String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return all;
    }
}
