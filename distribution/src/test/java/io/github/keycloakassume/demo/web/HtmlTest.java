package io.github.keycloakassume.demo.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Text in HTML")
class HtmlTest {

    @Test
    @DisplayName("can end neither its element nor its attribute")
    void escaped() {
        assertThat(Html.escape("</p><script a=\"b\" c='d'>&amp;"))
                .isEqualTo("&lt;/p&gt;&lt;script a=&quot;b&quot; c=&#39;d&#39;&gt;&amp;amp;");
    }

    @Test
    @DisplayName("is otherwise left alone")
    void plain() {
        assertThat(Html.escape("Zoë, 10 €")).isEqualTo("Zoë, 10 €");
    }
}
