package io.github.keycloakassume.assumption.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.core.keycloak.Directory;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.spi.ImpersonationRegistry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Somebody was in a user's account: what that user gets to know of it. Times are epoch milliseconds.
 *
 * @param by what people call him; as he was called then, if he is gone
 * @param realm where he is from, absent when from the user's own realm
 * @param grant what it rested on, absent when on nothing but rights
 * @param endedAt absent: it may still go on
 * @param applications client ids of the applications that he entered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record VisitRepresentation(
        @JsonProperty("id") String id,
        @JsonProperty("by") String by,
        @JsonProperty("realm") @Nullable String realm,
        @JsonProperty("mode") String mode,
        @JsonProperty("grant") @Nullable String grant,
        @JsonProperty("reason") @Nullable String reason,
        @JsonProperty("ticket") @Nullable String ticket,
        @JsonProperty("startedAt") @Nullable Long startedAt,
        @JsonProperty("endsAt") long endsAt,
        @JsonProperty("endedAt") @Nullable Long endedAt,
        @JsonProperty("ended") @Nullable String ended,
        @JsonProperty("applications") List<String> applications) {

    static VisitRepresentation of(KeycloakSession session, ImpersonationRegistry.Past past) {
        Impersonation visit = past.impersonation();
        Person impersonator = visit.impersonator();
        @Nullable RealmModel home = session.realms().getRealm(impersonator.realmId());
        return new VisitRepresentation(
                visit.id(),
                Optional.ofNullable(home)
                        .flatMap(there -> new Directory(session, there).find(impersonator))
                        .map(Directory::displayName)
                        .orElse(impersonator.username()),
                home == null || home.getId().equals(visit.realmId()) ? null : home.getName(),
                visit.mode().wireName(),
                visit.grant(),
                visit.reasonText(),
                visit.ticket(),
                visit.start() == null ? null : visit.start().at().toEpochMilli(),
                visit.endsAt().toEpochMilli(),
                visit.end() == null ? null : visit.end().at().toEpochMilli(),
                visit.end() == null ? null : visit.end().cause().wireName(),
                past.applications().stream().sorted().toList());
    }
}
