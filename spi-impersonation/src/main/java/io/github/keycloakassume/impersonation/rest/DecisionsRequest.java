package io.github.keycloakassume.impersonation.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import io.github.keycloakassume.impersonation.session.DecideOnUsers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST decisions}. */
record DecisionsRequest(
        @JsonProperty("users") @Nullable List<@Nullable String> users,
        @JsonProperty("mode") @Nullable String mode) {

    private static final int LONGEST_ID = 255;

    /**
     * The users to decide on.
     *
     * @return 1 to {@link DecideOnUsers#MOST} ids
     * @throws InvalidBodyException {@code invalid-field} for none, too many, or what is no id
     */
    List<String> ids() throws InvalidBodyException {
        if (users == null || users.isEmpty() || users.size() > DecideOnUsers.MOST) {
            throw new InvalidBodyException(400, "invalid-field", "users");
        }
        for (String id : users) {
            if (id == null || id.isEmpty() || id.length() > LONGEST_ID) {
                throw new InvalidBodyException(400, "invalid-field", "users");
            }
        }
        return List.copyOf(users);
    }
}
