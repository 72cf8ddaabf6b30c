package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.assumption.grants.ImportGrants;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST import}.
 *
 * @param next of an export; says nothing here
 */
record ImportBody(
        @JsonProperty("grants") @Nullable List<@Nullable GrantCopy> grants,
        @JsonProperty("next") @Nullable String next) {

    /** Bytes of the largest body. */
    static final int LARGEST = 2 * 1024 * 1024;

    private static final int MOST = 1_000;
    private static final String FIELD = "grants";

    /**
     * What is to be given again.
     *
     * @throws InvalidBodyException for a field that cannot be meant; its path has the index of the grant
     */
    List<ImportGrants.Copy> toCopies() throws InvalidBodyException {
        if (grants == null || grants.size() > MOST) {
            throw new InvalidBodyException(400, "invalid-field", FIELD);
        }
        List<ImportGrants.Copy> copies = new ArrayList<>();
        for (int index = 0; index < grants.size(); index++) {
            copies.add(toCopy(grants.get(index), FIELD + "." + index));
        }
        return copies;
    }

    private static ImportGrants.Copy toCopy(@Nullable GrantCopy copy, String path) throws InvalidBodyException {
        if (copy == null) {
            throw new InvalidBodyException(400, "invalid-field", path);
        }
        try {
            return copy.toCopy();
        } catch (InvalidBodyException invalid) {
            Object field = invalid.params().isEmpty() ? "" : invalid.params().get(0);
            throw new InvalidBodyException(invalid.status(), invalid.key(), path + "." + field);
        }
    }
}
