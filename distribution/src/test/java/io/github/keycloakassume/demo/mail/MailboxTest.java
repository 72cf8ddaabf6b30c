package io.github.keycloakassume.demo.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The mailbox")
class MailboxTest {

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    @DisplayName("shows what it receives, and none of it as markup of its own")
    void receives() throws IOException, InterruptedException {
        try (var mailbox = Mailbox.start(0, 0)) {
            assertThat(get(mailbox, "/").body()).contains("No message yet");

            var smtp = new ServerSetup(mailbox.smtpPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
            GreenMailUtil.sendTextEmail("alice@acme.test", "no-reply@acme.test", "<b>Hi</b>", "1 < 2", smtp);

            assertThat(mailbox.messages()).hasSize(1);
            assertThat(get(mailbox, "/").body()).contains("alice@acme.test").contains("&lt;b&gt;Hi&lt;/b&gt;");
            assertThat(get(mailbox, "/message?id=1").body()).contains("<pre id=\"text\">1 &lt; 2");
            assertThat(get(mailbox, "/message?id=2").statusCode()).isEqualTo(404);
        }
    }

    private HttpResponse<String> get(Mailbox mailbox, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(mailbox.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
