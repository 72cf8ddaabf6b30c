package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.assumption.model.Authority;
import io.github.keycloakassume.assumption.model.Owner;
import io.github.keycloakassume.core.model.IdText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who decided on a grant or a denial.
 *
 * @param kind {@code realm}, {@code organization} or {@code user}: the one that it is about
 * @param organization its id, absent for the other kinds and where it was not kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OwnerRepresentation(
        @JsonProperty("kind") @Nullable String kind,
        @JsonProperty("organization") @Nullable String organization) {

    private static final String REALM = wireName(Authority.REALM);
    private static final String ORGANIZATION = wireName(Authority.ORGANIZATION);
    private static final String USER = wireName(Authority.USER);

    /** Whether it can be the owner of a copy about that: a kind that there is, an organization with that kind alone. */
    boolean canBeMeant(boolean isAboutUser) {
        if (REALM.equals(kind)) {
            return organization == null;
        }
        return USER.equals(kind)
                ? isAboutUser && organization == null
                : ORGANIZATION.equals(kind) && (organization == null || IdText.isUuid(organization));
    }

    static OwnerRepresentation of(Owner owner) {
        return new OwnerRepresentation(wireName(owner.authority()), owner.organizationId());
    }

    private static String wireName(Authority authority) {
        return authority.name().toLowerCase(Locale.ROOT);
    }
}
