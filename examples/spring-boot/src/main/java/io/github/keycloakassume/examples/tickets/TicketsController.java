package io.github.keycloakassume.examples.tickets;

import io.github.keycloakassume.onbehalfof.OnBehalfOf;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tickets belong to the user of the token; the audit log names who really acts. */
@RestController
@RequestMapping("/api/tickets")
class TicketsController {

    /** What the caller sends; without a ticket or a subject it is 400. */
    record NewTicket(Content ticket) {

        NewTicket {
            Objects.requireNonNull(ticket, "ticket");
        }

        record Content(String subject) {

            Content {
                Objects.requireNonNull(subject, "subject");
            }
        }
    }

    /** What they get. */
    record Ticket(String requester, String subject) {}

    private static final Logger AUDIT = LoggerFactory.getLogger("audit");

    private final List<Ticket> tickets = new CopyOnWriteArrayList<>();

    @GetMapping
    List<Ticket> own(@AuthenticationPrincipal Jwt user) {
        return tickets.stream()
                .filter(ticket -> ticket.requester().equals(user.getSubject()))
                .toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Ticket open(@RequestBody NewTicket wanted, @AuthenticationPrincipal Jwt user, HttpServletRequest request) {
        var ticket = new Ticket(user.getSubject(), wanted.ticket().subject());
        tickets.add(ticket);
        OnBehalfOf.of(request)
                .ifPresentOrElse(
                        acting -> AUDIT.info("ticket for {} by {}", user.getSubject(), acting.actor()),
                        () -> AUDIT.info("ticket for {}", user.getSubject()));
        return ticket;
    }
}
