package io.github.keycloakassume.tests.impersonation;

import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import io.github.keycloakassume.testbed.Browser;
import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TimeMachine;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.time.Duration;
import java.util.Map;
import org.keycloak.representations.idm.UserRepresentation;

/** The ways by which an impersonated session goes without our doing; of most of them Keycloak fires no event. */
enum SessionLoss {
    SIGNED_OUT_BY_AN_ADMINISTRATOR(true) {
        @Override
        void happen(Loser loser) {
            loser.realm.admin().users().get(loser.scene.alice().id()).logout();
        }
    },
    DELETED_BY_AN_ADMINISTRATOR(true) {
        @Override
        void happen(Loser loser) {
            loser.realm.admin().deleteSession(loser.sessionOf(loser.alices), false);
        }
    },
    REVOKED_BY_THE_APPLICATION(true) {
        @Override
        void happen(Loser loser) {
            loser.realm.tokens().call("revoke", loser.scene.client(), Map.of("token", loser.alices.refreshToken()));
        }
    },
    LOGGED_OUT_BY_THE_APPLICATION_WITHOUT_A_BROWSER(true) {
        @Override
        void happen(Loser loser) {
            loser.realm.tokens().logout(loser.scene.client(), loser.alices.refreshToken());
        }
    },
    IDLE(true) {
        @Override
        void happen(Loser loser) {
            loser.time.forward(Duration.ofMinutes(10));
            loser.realm
                    .tokens()
                    .refresh(loser.scene.client(), loser.scene.agentTokens().refreshToken());
            loser.time.forward(Duration.ofMinutes(10));
        }
    },
    USER_DISABLED(true) {
        @Override
        void happen(Loser loser) {
            UserRepresentation alice =
                    loser.realm.admin().users().get(loser.scene.alice().id()).toRepresentation();
            alice.setEnabled(false);
            loser.realm.admin().users().get(loser.scene.alice().id()).update(alice);
        }
    },
    IDENTITY_COOKIE_LOST(true) {
        @Override
        void happen(Loser loser) {
            loser.browser.context().clearCookies(new ClearCookiesOptions().setName("KEYCLOAK_IDENTITY"));
        }
    },
    /** As after a restart of a server that does not keep its sessions. */
    ALL_SESSIONS_LOST(false) {
        @Override
        void happen(Loser loser) {
            loser.realm.admin().deleteSession(loser.sessionOf(loser.alices), false);
            loser.realm.admin().deleteSession(loser.sessionOf(loser.scene.agentTokens()), false);
        }
    },
    EVERYONE_SIGNED_OUT(false) {
        @Override
        void happen(Loser loser) {
            loser.realm.admin().logoutAll();
        }
    },
    CALLED_BACK_BY_THE_REALM(false) {
        @Override
        void happen(Loser loser) {
            int issuedAt = Math.toIntExact(Sealed.number(TokenEndpoint.claims(loser.alices.accessToken()), "iat"));
            loser.realm.update(settings -> settings.setNotBefore(issuedAt + 1));
        }
    };

    private final boolean leavesOwn;

    SessionLoss(boolean leavesOwn) {
        this.leavesOwn = leavesOwn;
    }

    /** Where it happens, and the tokens of the user. */
    record Loser(Scene scene, RealmFixture realm, Browser browser, TimeMachine time, TokenAnswer alices) {

        private String sessionOf(TokenAnswer tokens) {
            return String.valueOf(TokenEndpoint.claims(tokens.accessToken()).get("sid"));
        }
    }

    /** Whether the impersonator's own session is still good. */
    boolean leavesOwn() {
        return leavesOwn;
    }

    abstract void happen(Loser loser);
}
