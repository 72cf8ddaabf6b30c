package io.github.keycloakassume.impersonation.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.core.model.TrailRecord;
import io.github.keycloakassume.core.rest.Csv;
import io.github.keycloakassume.impersonation.model.ImpersonationAction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry of the trail as the Admin API shows it. The time is epoch milliseconds. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TrailRepresentation(
        @JsonProperty("id") String id,
        @JsonProperty("time") long time,
        @JsonProperty("action") String action,
        @JsonProperty("actor") @Nullable PersonRepresentation actor,
        @JsonProperty("user") @Nullable PersonRepresentation user,
        @JsonProperty("impersonation") @Nullable String impersonation,
        @JsonProperty("ticket") @Nullable String ticket,
        @JsonProperty("client") @Nullable String client,
        @JsonProperty("ipAddress") @Nullable String ipAddress,
        @JsonProperty("detail") @Nullable String detail) {

    private static final List<String> HEADER = List.of(
            "id",
            "time",
            "action",
            "actor_id",
            "actor_username",
            "user_id",
            "user_username",
            "impersonation",
            "client",
            "ip_address",
            "detail",
            "ticket");

    /**
     * For one who may see it.
     *
     * @param tickets of impersonations, by their ids: an entry shows its own, or the one of its impersonation
     */
    static TrailRepresentation of(TrailRecord made, Map<String, String> tickets) {
        return new TrailRepresentation(
                made.id(),
                made.occurredAt().toEpochMilli(),
                made.entry().action().name(),
                person(made.entry().actor()),
                person(made.entry().subject()),
                made.entry().impersonationId(),
                ticket(made, tickets),
                made.entry().clientId(),
                made.ipAddress(),
                made.entry().detail());
    }

    static String csv(List<TrailRecord> trail, Map<String, String> tickets) {
        return Csv.of(HEADER, trail.stream().map(made -> row(made, tickets)));
    }

    private static @Nullable String ticket(TrailRecord made, Map<String, String> tickets) {
        if (made.entry().action().equals(ImpersonationAction.REASON_GIVEN)) {
            return made.entry().ticket();
        }
        String impersonation = made.entry().impersonationId();
        return impersonation == null ? null : tickets.get(impersonation);
    }

    private static List<@Nullable Object> row(TrailRecord made, Map<String, String> tickets) {
        Person actor = made.entry().actor();
        Person user = made.entry().subject();
        return Csv.row(
                made.id(),
                made.occurredAt(),
                made.entry().action().name(),
                actor == null ? null : actor.userId(),
                actor == null ? null : actor.username(),
                user == null ? null : user.userId(),
                user == null ? null : user.username(),
                made.entry().impersonationId(),
                made.entry().clientId(),
                made.ipAddress(),
                made.entry().detail(),
                ticket(made, tickets));
    }

    private static @Nullable PersonRepresentation person(@Nullable Person person) {
        return person == null ? null : PersonRepresentation.of(person);
    }
}
