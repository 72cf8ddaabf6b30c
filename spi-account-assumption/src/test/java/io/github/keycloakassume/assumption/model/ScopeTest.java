package io.github.keycloakassume.assumption.model;

import static io.github.keycloakassume.assumption.model.Samples.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.core.model.Pseudonym;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A scope and a grantee")
final class ScopeTest {

    @Test
    void name_whom_a_grant_is_about() {
        assertThat(Scope.realm("r")).isEqualTo(new Scope(ScopeKind.REALM, "r"));
        assertThat(Scope.organization("o")).isEqualTo(new Scope(ScopeKind.ORGANIZATION, "o"));
        assertThat(Scope.user("u")).isEqualTo(new Scope(ScopeKind.USER, "u"));
    }

    @Test
    void are_of_a_user_by_the_id_or_its_pseudonym() {
        String id = "f:ldap:alice";
        assertThat(Scope.user(id).isUser(id)).isTrue();
        assertThat(Scope.user(Pseudonym.id(id)).isUser(id)).isTrue();
        assertThat(Scope.user(id).isUser("f:ldap:bob")).isFalse();
        assertThat(Scope.organization(id).isUser(id)).isFalse();
    }

    @Test
    void name_somebody() {
        assertRefused(GrantRefusal.SCOPE_INVALID, () -> Scope.user(" "));
        assertRefused(GrantRefusal.GRANTEE_INVALID, () -> new Grantee(GranteeKind.ROLE, "realm", ""));
    }
}
