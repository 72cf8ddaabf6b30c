package io.github.keycloakassume.core.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The path of a request")
class RequestPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/realms/acme/partialImport",
                "admin/realms/acme/partialImport",
                "/admin/realms/acme/partialImport/",
                "/admin/realms/acme/partialImport//",
                "//admin//realms//acme//partialImport",
                "/admin/realms/acme/partialImport;a=b",
                "/admin/realms/acme/partialImport;a=b/",
                "/admin;a=b/realms;a/acme;/partialImport;a=b;c=d",
                "/;a=b/admin/;/realms/acme/;c/partialImport",
            })
    void is_the_same_under_every_spelling(String path) {
        assertThat(RequestPath.of(path).is("admin", "realms", RequestPath.ANY, "partialImport"))
                .isTrue();
        assertThat(RequestPath.of(path).isBelow("admin", "realms")).isTrue();
        assertThat(RequestPath.of(path).part(2)).contains("acme");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/admin/realms/acme",
                "/admin/realms/acme/partialImports",
                "/admin/realms/acme/partialImport/x",
                "/Admin/realms/acme/partialImport",
                "/admin/realms/acme/partialImport\n",
                "/x/admin/realms/acme/partialImport",
            })
    void is_another_with_other_parts(String path) {
        assertThat(RequestPath.of(path).is("admin", "realms", RequestPath.ANY, "partialImport"))
                .isFalse();
    }

    @Test
    void has_parts_with_line_breaks_in_them() {
        RequestPath path = RequestPath.of("/realms/acme/account/a\nb/c");

        assertThat(path.isBelow("realms", "acme", "account")).isTrue();
        assertThat(path.part(3)).contains("a\nb");
        assertThat(path.part(4)).contains("c");
    }

    @Test
    void may_end_with_a_name_that_has_slashes_in_it() {
        assertThat(RequestPath.of("/realms/acme/clients-registrations/default/https://a/b/")
                        .namesFrom(4))
                .containsExactlyInAnyOrder("https://a/b/", "https://a/b");
        assertThat(RequestPath.of("realms//acme/;a=b/clients-registrations;a=b/default/app")
                        .namesFrom(4))
                .containsExactly("app");
        assertThat(RequestPath.of("/realms/acme/clients-registrations/default//a;b")
                        .namesFrom(4))
                .containsExactlyInAnyOrder("/a;b", "a;b");
        assertThat(RequestPath.of("/realms/acme/clients-registrations/default").namesFrom(4))
                .isEmpty();
        assertThat(RequestPath.of("/realms/acme/clients-registrations/default/").namesFrom(4))
                .isEmpty();
    }

    @Test
    void has_no_part_behind_the_last() {
        RequestPath path = RequestPath.of("/realms/acme/");

        assertThat(path.part(2)).isEmpty();
        assertThat(path.isBelow("realms", "acme", RequestPath.ANY)).isFalse();
    }
}
