package io.github.keycloakassume.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.KeycloakTest;
import io.github.keycloakassume.testbed.Mail;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestUser;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@KeycloakTest
@DisplayName("The mailbox")
final class MailboxIT {

    @Test
    @DisplayName("receives the mail that resets a password")
    void resetMail(RealmFixture realm, Mailbox mailbox) {
        realm.sendMailTo(mailbox);
        TestUser alice = realm.user("alice");

        realm.admin().users().get(alice.id()).executeActionsEmail(List.of("UPDATE_PASSWORD"));

        Mail mail = mailbox.await(alice.email());
        assertThat(mail.subject()).isEqualTo("Update Your Account");
        assertThat(mail.link().toString()).startsWith(realm.url() + "/login-actions/action-token?key=");
        assertThat(mail.html()).contains("<a href=");
    }
}
