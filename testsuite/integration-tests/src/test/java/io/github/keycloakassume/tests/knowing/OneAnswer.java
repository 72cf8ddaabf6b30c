package io.github.keycloakassume.tests.knowing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.AdminApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Whether the answers to requests that differ in a user's name alone tell these users apart. */
public final class OneAnswer {

    private OneAnswer() {}

    /** What a client sees of an answer, but for the name that it has sent itself. */
    public static String seen(AdminApi.Answer answer, Named named) {
        String headers = answer.response().headers().map().keySet().toString();
        return answer.status() + " " + answer.response().body().replace(named.text(), "NAME") + " " + headers;
    }

    /** All of them get the very same answer; gives that one. */
    public static String of(Stream<Named> names, Function<Named, AdminApi.Answer> request) {
        Map<String, List<Named>> answers = new LinkedHashMap<>();
        names.forEach(named -> answers.merge(
                seen(request.apply(named), named),
                List.of(named),
                (before, one) -> Stream.concat(before.stream(), one.stream()).toList()));
        assertThat(answers).as("answers, and who gets them").hasSize(1);
        return answers.keySet().iterator().next();
    }
}
