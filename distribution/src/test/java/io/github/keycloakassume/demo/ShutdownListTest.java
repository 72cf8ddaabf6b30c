package io.github.keycloakassume.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The list of what to end")
class ShutdownListTest {

    private final ArrayList<String> ended = new ArrayList<>();

    @Test
    @DisplayName("ends the last started first, once")
    void order() {
        var list = new ShutdownList();
        list.add(() -> ended.add("mailbox"));
        list.add(() -> ended.add("server"));

        list.close();
        list.close();

        assertThat(ended).containsExactly("server", "mailbox");
    }

    @Test
    @DisplayName("ends at once what comes too late")
    void late() {
        var list = new ShutdownList();
        list.close();

        list.add(() -> ended.add("server"));

        assertThat(ended).containsExactly("server");
    }
}
