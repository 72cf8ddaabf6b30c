package io.github.keycloakassume.demo.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.keycloakassume.demo.web.LocalServer;
import io.github.keycloakassume.demo.web.Resource;
import io.github.keycloakassume.demo.web.Response;
import io.github.keycloakassume.demo.web.Routes;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.util.List;

/** A mail server that delivers nothing, and the page that shows what it received. */
public final class Mailbox implements AutoCloseable {

    private final GreenMail mail;
    private final LocalServer server;

    private Mailbox(GreenMail mail, LocalServer server) {
        this.mail = mail;
        this.server = server;
    }

    /** Starts the mail server and the page on these ports; 0 takes a free one. */
    public static Mailbox start(int smtpPort, int pagePort) {
        var server = LocalServer.bind(pagePort);
        var mail = new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        var mailbox = new Mailbox(mail, server);
        var pages = new MailPages(mailbox::messages);
        var routes = new Routes()
                .get("/style.css", request -> Response.of(200, "text/css; charset=utf-8", Resource.text("style.css")))
                .get("/", request -> pages.list())
                .get("/message", pages::message);
        server.serve(routes, MailPages::error);
        return mailbox;
    }

    /** Where the page is. */
    public URI url() {
        return server.url();
    }

    /** Where mail is to be sent to. */
    public int smtpPort() {
        return mail.getSmtp().getPort();
    }

    /** All messages in the order of their arrival, one for each recipient. */
    public List<MimeMessage> messages() {
        return List.of(mail.getReceivedMessages());
    }

    @Override
    public void close() {
        server.close();
        mail.stop();
    }
}
