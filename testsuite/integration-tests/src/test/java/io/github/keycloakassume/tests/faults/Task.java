package io.github.keycloakassume.tests.faults;

import io.github.keycloakassume.testbed.TestUser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A use case with people of its own, prepared so far that one act is left.
 *
 * @param people all of them: what is written about one of these, and told to one, is this task's
 * @param things ids of what else is its own
 * @param access what an application holds of its impersonation, if there is one
 * @param promise what may come of it when it is not answered, if the documents say so
 */
record Task(
        List<TestUser> people,
        Set<String> things,
        Act act,
        @Nullable Access access,
        List<Hold> holds,
        @Nullable Promise promise) {

    static Task of(Act act, TestUser... people) {
        return new Task(List.of(people), Set.of(), act, null, List.of(), null);
    }

    Task about(String... ids) {
        Set<String> more = new HashSet<>(things);
        more.addAll(Arrays.asList(ids));
        return new Task(people, more, act, access, holds, promise);
    }

    Task with(Access held) {
        return new Task(people, things, act, held, holds, promise);
    }

    Task thenHolds(Hold... conditions) {
        List<Hold> all = new ArrayList<>(holds);
        all.addAll(Arrays.asList(conditions));
        return new Task(people, things, act, access, all, promise);
    }

    Task or(Promise instead) {
        return new Task(people, things, act, access, holds, instead);
    }

    /** The ids by which rows are this task's. */
    Set<String> ids() {
        Set<String> ids = people.stream().map(TestUser::id).collect(Collectors.toCollection(HashSet::new));
        ids.addAll(things);
        return ids;
    }
}
