package io.github.keycloakassume.impersonation.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.impersonation.model.Basis;
import io.github.keycloakassume.impersonation.session.DecideOnUsers;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may do with one user.
 *
 * @param user the id that was asked for
 * @param actions by the name of what could be done
 */
record DecisionRepresentation(
        @JsonProperty("user") String user,
        @JsonProperty("actions") Map<String, Action> actions) {

    /**
     * Whether one thing may be done.
     *
     * @param allowed whether it may
     * @param refusal the key of {@code docs/errors.md} that the request would get, null when it may
     * @param grant what it would rest on, null when on nothing but rights, or when it may not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Action(
            @JsonProperty("allowed") boolean allowed,
            @JsonProperty("refusal") @Nullable String refusal,
            @JsonProperty("grant") @Nullable String grant) {}

    static DecisionRepresentation of(DecideOnUsers.OnUser decided) {
        return new DecisionRepresentation(
                decided.user(),
                Map.of(
                        "impersonate",
                        new Action(
                                decided.refusal() == null,
                                Optional.ofNullable(decided.refusal())
                                        .map(Refusal::key)
                                        .orElse(null),
                                Optional.ofNullable(decided.basis())
                                        .map(Basis::grant)
                                        .orElse(null))));
    }
}
