package io.github.keycloakassume.tests.faults;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a task has left behind, in such words that those of two tasks of one use case can be compared.
 *
 * @param trail entries by action
 * @param states rows by table and state
 * @param queued mails by template and recipient
 * @param received mails that arrived, by recipient
 * @param uncertain mails that may have arrived or not, by recipient
 * @param logouts how often each logout token came to an application
 */
record Facts(
        Map<String, Integer> trail,
        Map<String, Integer> states,
        Map<String, Integer> queued,
        Map<Integer, Integer> received,
        Map<Integer, Integer> uncertain,
        Map<String, Integer> logouts) {

    private static final String RUNNING = "ASSUME_IMPERSONATION running";

    static final String OWING = "ended, applications are not told";

    /** The same, when the impersonation that has begun has ended too, and that person has been told. */
    Facts overAtOnce(int person) {
        return new Facts(
                plus(trail, "ENDED", 1),
                plus(plus(states, RUNNING, -1), "ASSUME_IMPERSONATION ended", 1),
                plus(queued, "assume-impersonation-ended to person " + person, 1),
                plus(received, person, 1),
                uncertain,
                logouts);
    }

    private static <K> Map<K, Integer> plus(Map<K, Integer> counts, K key, int more) {
        Map<K, Integer> sum = new TreeMap<>(counts);
        sum.merge(key, more, Integer::sum);
        sum.values().removeIf(count -> count == 0);
        return sum;
    }

    /** What is otherwise than without a fault. */
    Counts comparedWith(Facts without) {
        Counts counts = rows(without);
        counts = each(counts, "mail queued: ", queued, without.queued);
        for (Integer person : without.received.keySet()) {
            counts = mails(counts, person, without.received.getOrDefault(person, 0));
        }
        int told = logouts.size();
        int repeated = logouts.values().stream().mapToInt(times -> times - 1).sum();
        return counts.stranded(without.logouts.size() - told, "an application that was not told of the logout")
                .doubled(told - without.logouts.size(), "a logout, with another jti")
                .promised(repeated, "the same logout again, with the same jti");
    }

    private Counts rows(Facts without) {
        Counts counts = each(Counts.NONE, "trail: ", trail, without.trail);
        int more = sum(states) - sum(without.states);
        if (more != 0) {
            return counts.lost(-more, "rows " + states + " instead of " + without.states)
                    .doubled(more, "rows " + states + " instead of " + without.states);
        }
        if (states.equals(without.states)) {
            return counts;
        }
        boolean owes = states.keySet().stream().anyMatch(state -> state.endsWith(OWING));
        String note = states + " instead of " + without.states;
        return owes ? counts.stranded(1, note) : counts.lost(1, note);
    }

    private Counts mails(Counts counts, Integer person, int expected) {
        int missing = expected - received.getOrDefault(person, 0);
        int known = Math.min(Math.max(missing, 0), uncertain.getOrDefault(person, 0));
        return counts.promised(known, "a mail that may have arrived or not is not sent again")
                .stranded(missing - known, "a mail to person " + person)
                .doubled(-missing, "a mail to person " + person);
    }

    private static Counts each(Counts before, String what, Map<String, Integer> here, Map<String, Integer> without) {
        Counts counts = before;
        Set<String> keys = new TreeSet<>(here.keySet());
        keys.addAll(without.keySet());
        for (String key : keys) {
            int more = here.getOrDefault(key, 0) - without.getOrDefault(key, 0);
            counts = counts.lost(-more, what + key).doubled(more, what + key);
        }
        return counts;
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
