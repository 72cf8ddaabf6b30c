package io.github.keycloakassume.impersonation.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.impersonation.model.Impersonation;
import io.github.keycloakassume.impersonation.wire.Csv;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An impersonation as the Admin API shows it. Times are epoch milliseconds.
 *
 * @param state {@code pending}, {@code active} or {@code ended}
 * @param ended how it ended, for example {@code reverted}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImpersonationRepresentation(
        @JsonProperty("id") String id,
        @JsonProperty("state") String state,
        @JsonProperty("user") PersonRepresentation user,
        @JsonProperty("impersonator") PersonRepresentation impersonator,
        @JsonProperty("mode") String mode,
        @JsonProperty("grant") @Nullable String grant,
        @JsonProperty("reason") @Nullable String reason,
        @JsonProperty("ticket") @Nullable String ticket,
        @JsonProperty("requestedAt") long requestedAt,
        @JsonProperty("startedAt") @Nullable Long startedAt,
        @JsonProperty("endsAt") long endsAt,
        @JsonProperty("endedAt") @Nullable Long endedAt,
        @JsonProperty("ended") @Nullable String ended) {

    private static final List<String> HEADER = List.of(
            "id",
            "state",
            "user_id",
            "user_username",
            "impersonator_id",
            "impersonator_username",
            "mode",
            "grant",
            "reason",
            "ticket",
            "requested_at",
            "started_at",
            "ends_at",
            "ended_at",
            "ended");

    static String csv(Stream<Impersonation> impersonations, Instant now) {
        return Csv.of(HEADER, impersonations.map(impersonation -> row(impersonation, now)));
    }

    private static List<@Nullable Object> row(Impersonation impersonation, Instant now) {
        Impersonation.Start start = impersonation.start();
        Impersonation.End end = impersonation.end();
        return Csv.row(
                impersonation.id(),
                impersonation.state(now).wireName(),
                impersonation.subject().userId(),
                impersonation.subject().username(),
                impersonation.impersonator().userId(),
                impersonation.impersonator().username(),
                impersonation.mode().wireName(),
                impersonation.grant(),
                impersonation.reasonText(),
                impersonation.ticket(),
                impersonation.requestedAt(),
                start == null ? null : start.at(),
                impersonation.endsAt(),
                end == null ? null : end.at(),
                end == null ? null : end.cause().wireName());
    }

    static ImpersonationRepresentation of(Impersonation impersonation, Instant now) {
        Impersonation.Start start = impersonation.start();
        Impersonation.End end = impersonation.end();
        return new ImpersonationRepresentation(
                impersonation.id(),
                impersonation.state(now).wireName(),
                PersonRepresentation.of(impersonation.subject()),
                PersonRepresentation.of(impersonation.impersonator()),
                impersonation.mode().wireName(),
                impersonation.grant(),
                impersonation.reasonText(),
                impersonation.ticket(),
                impersonation.requestedAt().toEpochMilli(),
                start == null ? null : start.at().toEpochMilli(),
                impersonation.endsAt().toEpochMilli(),
                end == null ? null : end.at().toEpochMilli(),
                end == null ? null : end.cause().wireName());
    }
}
