package io.github.keycloakassume.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The surface file")
final class SurfaceTest {

    private static final Path FILE = Build.docs("keycloak-surface.txt");

    @Test
    void lists_everything_of_keycloak_that_our_jars_use_and_nothing_else() throws IOException {
        Surface today = Surface.of(OurUses.all());
        if (Build.rewrites()) {
            Files.writeString(FILE, today.file());
        }

        Surface listed = Surface.parsed(Files.readString(FILE));

        assertThat(difference(today, listed)).isEmpty();
    }

    @Test
    void is_what_the_command_in_it_would_write() throws IOException {
        String written = Files.readString(FILE);

        assertThat(Surface.parsed(written).file()).isEqualTo(written);
    }

    /** What a reader of a failed build is told; nothing where there is no difference. */
    static String difference(Surface today, Surface listed) {
        List<String> came = today.without(listed);
        List<String> went = listed.without(today);
        return came.isEmpty() && went.isEmpty()
                ? ""
                : """
                Our JARs use other things of Keycloak's code than docs/upgrading/keycloak-surface.txt lists.
                New, %d lines:
                %sNo longer used, %d lines:
                %sIf that is what you want, have the file written anew and commit it with your change:
                  %s
                """.formatted(came.size(), lines("+", came), went.size(), lines("-", went), Surface.COMMAND);
    }

    private static String lines(String mark, List<String> lines) {
        return String.join(
                "", lines.stream().map(line -> "  " + mark + " " + line + "\n").toList());
    }
}
