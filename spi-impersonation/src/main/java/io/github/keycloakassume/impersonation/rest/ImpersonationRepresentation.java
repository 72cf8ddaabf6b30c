package io.github.keycloakassume.impersonation.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakassume.core.rest.Csv;
import io.github.keycloakassume.impersonation.model.Impersonation;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An impersonation as the Admin API shows it. Times are epoch milliseconds.
 *
 * @param state {@code pending}, {@code active} or {@code ended}
 * @param ended how it ended, for example {@code reverted}
 * @param way {@code browser}, {@code token-exchange} (Keycloak's V1) or {@code on-behalf-of}
 * @param client client id of the application that exchanges tokens on behalf of the user
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
        @JsonProperty("ended") @Nullable String ended,
        @JsonProperty("way") String way,
        @JsonProperty("client") @Nullable String client) {

    /** Gives the client id of a client by its internal id, null where it is gone. */
    @FunctionalInterface
    interface ClientIds {
        @Nullable
        String of(String id);
    }

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
            "ended",
            "way",
            "client");

    static String csv(Stream<Impersonation> impersonations, Instant now, ClientIds clients) {
        return Csv.of(HEADER, impersonations.map(impersonation -> row(impersonation, now, clients)));
    }

    private static List<@Nullable Object> row(Impersonation impersonation, Instant now, ClientIds clients) {
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
                end == null ? null : end.cause().wireName(),
                impersonation.via().way().wireName(),
                client(impersonation, clients));
    }

    private static @Nullable String client(Impersonation impersonation, ClientIds clients) {
        String id = impersonation.via().clientId();
        return id == null ? null : clients.of(id);
    }

    static ImpersonationRepresentation of(Impersonation impersonation, Instant now, ClientIds clients) {
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
                end == null ? null : end.cause().wireName(),
                impersonation.via().way().wireName(),
                client(impersonation, clients));
    }
}
