package io.github.keycloakassume.demo.tickets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloakassume.onbehalfof.OnBehalfOf;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code GET} lists the caller's tickets, {@code POST} opens one. The audit log names who really did it. */
final class TicketsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int LARGEST = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final transient Callers callers;
    private final transient Tickets tickets;
    private final transient Consumer<String> auditLog;

    TicketsServlet(Callers callers, Tickets tickets, Consumer<String> auditLog) {
        this.callers = callers;
        this.tickets = tickets;
        this.auditLog = auditLog;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Caller> caller = callers.of(request);
        if (caller.isEmpty()) {
            refuse(response, 401, "invalid_token");
            return;
        }
        List<Map<String, Object>> own =
                tickets.of(caller.get()).stream().map(TicketsServlet::view).toList();
        write(response, 200, Map.of("tickets", own));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Caller> caller = callers.of(request);
        if (caller.isEmpty()) {
            refuse(response, 401, "invalid_token");
            return;
        }
        Optional<JsonNode> wanted = ticketOf(request);
        if (wanted.isEmpty()) {
            refuse(response, 400, "A ticket has a subject and a comment with a body");
            return;
        }
        Ticket ticket = tickets.open(
                caller.get(),
                wanted.get().path("subject").asText(),
                wanted.get().path("comment").path("body").asText());
        auditLog.accept("ticket " + ticket.id() + " opened for " + caller.get().username() + " ("
                + caller.get().id() + ")"
                + OnBehalfOf.of(request)
                        .map(acting -> " by " + acting.actor()
                                + acting.impersonation()
                                        .map(id -> ", impersonation " + id)
                                        .orElse(""))
                        .orElse(""));
        write(response, 201, Map.of("ticket", view(ticket)));
    }

    private static Optional<JsonNode> ticketOf(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST);
        try {
            JsonNode ticket = JSON.readTree(body).path("ticket");
            boolean whole = ticket.path("subject").isTextual()
                    && ticket.path("comment").path("body").isTextual();
            return whole ? Optional.of(ticket) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> view(Ticket ticket) {
        return Map.of(
                "id", ticket.id(),
                "requester_id", ticket.requesterId(),
                "requester", ticket.requester(),
                "subject", ticket.subject(),
                "description", ticket.description());
    }

    private static void refuse(HttpServletResponse response, int status, String error) throws IOException {
        if (status == 401) {
            response.setHeader("WWW-Authenticate", "Bearer error=\"" + error + "\"");
        }
        write(response, status, Map.of("error", error));
    }

    private static void write(HttpServletResponse response, int status, Map<String, Object> content)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(JSON.writeValueAsBytes(content));
    }
}
