package io.github.keycloakassume.demo.mail;

import static io.github.keycloakassume.demo.web.Html.escape;

import io.github.keycloakassume.demo.web.RefusedRequest;
import io.github.keycloakassume.demo.web.Request;
import io.github.keycloakassume.demo.web.Response;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.function.Supplier;

/** The list of messages and the page of one. Messages are strangers' text: escaped, and their HTML runs no script. */
final class MailPages {

    private final Supplier<List<MimeMessage>> messages;

    MailPages(Supplier<List<MimeMessage>> messages) {
        this.messages = messages;
    }

    Response list() {
        List<MimeMessage> all = messages.get();
        if (all.isEmpty()) {
            return frame(
                    200,
                    "<section><h1>Mailbox</h1><p id=\"empty\">No message yet. Reload to look again.</p></section>");
        }
        var rows = new StringBuilder();
        for (int id = all.size(); id > 0; id--) {
            MessageView message = MessageView.of(all.get(id - 1));
            rows.append("<tr><td>%s</td><td>%s</td><td><a href=\"/message?id=%d\">%s</a></td></tr>"
                    .formatted(escape(message.sent()), escape(message.to()), id, escape(message.subject())));
        }
        return frame(200, """
                <section><h1>Mailbox</h1>
                <table id="messages"><tr><th>Sent</th><th>To</th><th>Subject</th></tr>%s</table></section>
                """.formatted(rows));
    }

    Response message(Request request) {
        MessageView message = MessageView.of(find(request.query().require("id")));
        return frame(200, """
                <section><h1 id="subject">%s</h1>
                <p class="muted">From %s to <span id="to">%s</span>, %s</p>%s%s</section>
                """.formatted(
                        escape(message.subject()),
                        escape(message.from()),
                        escape(message.to()),
                        escape(message.sent()),
                        message.html().map(MailPages::htmlPart).orElse(""),
                        message.text().map(MailPages::textPart).orElse("")));
    }

    static Response error(int status, String explanation) {
        return frame(status, "<section><p class=\"error\">" + escape(explanation) + "</p></section>");
    }

    private MimeMessage find(String id) {
        List<MimeMessage> all = messages.get();
        try {
            return all.get(Integer.parseInt(id) - 1);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new RefusedRequest(404, "There is no such message.", e);
        }
    }

    /** The sandbox allows one thing: to open a link of the message in a new tab. */
    private static String htmlPart(String html) {
        return "<iframe id=\"html\" title=\"Message\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\" srcdoc=\"%s\"></iframe>"
                .formatted(escape("<base target=\"_blank\">" + html));
    }

    private static String textPart(String text) {
        return "<h2>As text</h2><pre id=\"text\">" + escape(text) + "</pre>";
    }

    private static Response frame(int status, String content) {
        return Response.page(status, """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Mailbox</title><link rel="stylesheet" href="/style.css"></head>
                <body><header><strong>Mailbox</strong> <a href="/">All messages</a></header><main>%s</main></body>
                </html>
                """.formatted(content));
    }
}
