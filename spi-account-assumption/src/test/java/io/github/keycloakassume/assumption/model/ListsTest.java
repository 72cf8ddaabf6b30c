package io.github.keycloakassume.assumption.model;

import static io.github.keycloakassume.assumption.model.Samples.AGENT;
import static io.github.keycloakassume.assumption.model.Samples.NOW;
import static io.github.keycloakassume.assumption.model.Samples.REALM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Lists of grants and requests")
final class ListsTest {

    @Test
    void have_pages() {
        assertThat(new GrantPage("id", 0, 1).after()).isEqualTo("id");
        assertThatIllegalArgumentException().isThrownBy(() -> new GrantPage(null, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new GrantPage(null, 0, 0));
    }

    @Test
    void are_those_of_one_scope() {
        assertThat(GrantFilter.all(REALM, NOW).within(Scope.organization("acme")))
                .isEqualTo(new GrantFilter(REALM, NOW, ScopeKind.ORGANIZATION, "acme", null, null, false, null));
        assertThat(RequestFilter.all(REALM, NOW).within(Scope.user("alice"))).satisfies(filter -> {
            assertThat(filter.scopeKind()).isEqualTo(ScopeKind.USER);
            assertThat(filter.targetId()).isEqualTo("alice");
            assertThat(filter.requestedBy()).isNull();
            assertThat(filter.state()).isNull();
        });
    }

    @Test
    void are_those_of_who_asked() {
        var denied = new RequestFilter(REALM, NOW, ScopeKind.USER, "alice", null, AccessRequest.State.DENIED);

        assertThat(denied.ownOf(AGENT))
                .isEqualTo(new RequestFilter(REALM, NOW, ScopeKind.USER, "alice", AGENT, AccessRequest.State.DENIED));
    }
}
