package io.github.keycloakassume.tests.signals;

import com.microsoft.playwright.BrowserContext;
import io.github.keycloakassume.impersonation.model.EndCause;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.tests.assumption.Tenant;
import io.github.keycloakassume.tests.assumption.TenantSettings;
import io.github.keycloakassume.tests.impersonation.Scene;
import java.time.Duration;
import java.util.Map;

/** The ways in which an impersonation of Alice ends, each with the cause that the record has and who the signal says began it. */
enum WayToEnd {
    WAY_BACK(EndCause.REVERTED, "user") {
        @Override
        void happen(Stage stage) {
            stage.become();
            stage.scene().revert();
        }
    },
    TIME(EndCause.TIME_OVER, "policy") {
        @Override
        void happen(Stage stage) {
            stage.scene().becomeAliceFor(Duration.ofMinutes(10));
            stage.time().forward(Duration.ofMinutes(10));
        }
    },
    GRANT_ENDED(EndCause.TIME_OVER, "policy") {
        @Override
        void happen(Stage stage) {
            stage.become();
            stage.time().forward(Duration.ofMinutes(15));
        }

        @Override
        String grant() {
            return "PT15M";
        }
    },
    GRANT_REVOKED(EndCause.GRANT_REVOKED, "admin") {
        @Override
        void happen(Stage stage) {
            stage.become();
            stage.tenant().adasApi().get(Tenant.GRANTS).body().findValues("id").stream()
                    .map(id -> id.asText())
                    .forEach(stage.tenant()::revoke);
        }
    },
    ENDED_BY_AN_ADMINISTRATOR(EndCause.REVOKED, "admin") {
        @Override
        void happen(Stage stage) {
            String id = stage.scene().becomeAlice();
            AdminApi guardian = stage.tenant().api(stage.tenant().user("guardian", "end-impersonations"));
            guardian.delete(Scene.SESSIONS + "/" + id);
        }
    },
    IMPERSONATOR_LOGS_OUT(EndCause.IMPERSONATOR_GONE, "policy") {
        @Override
        void happen(Stage stage) {
            stage.become();
            stage.realm()
                    .tokens()
                    .logout(stage.scene().client(), stage.scene().agentTokens().refreshToken());
        }
    },
    IMPERSONATOR_IS_SIGNED_OUT(EndCause.IMPERSONATOR_GONE, "policy") {
        @Override
        void happen(Stage stage) {
            stage.become();
            stage.user(stage.scene().agent()).logout();
        }
    },
    IMPERSONATOR_IS_DISABLED(EndCause.IMPERSONATOR_GONE, "policy") {
        @Override
        void happen(Stage stage) {
            stage.become();
            stage.change(stage.scene().agent(), agent -> agent.setEnabled(false));
        }
    },
    RIGHT_IS_LOST(EndCause.NO_LONGER_ALLOWED, "policy") {
        @Override
        void happen(Stage stage) {
            stage.become();
            stage.realm().revoke(stage.scene().agent(), "realm-management", "assume-accounts");
        }
    },
    RULES_ARE_NARROWED(EndCause.NO_LONGER_ALLOWED, "policy") {
        @Override
        void happen(Stage stage) {
            stage.become();
            settings(stage).change(Map.of("governs", "everyone"));
        }

        @Override
        boolean isUnderGrant() {
            return false;
        }

        @Override
        void undo(Stage stage) {
            settings(stage).reset();
        }
    },
    SUBJECT_IS_DISABLED(EndCause.NO_LONGER_ALLOWED, "policy") {
        @Override
        void happen(Stage stage) {
            stage.become();
            stage.change(stage.scene().alice(), alice -> alice.setEnabled(false));
        }
    },
    SUBJECT_IS_REMOVED(EndCause.LOGGED_OUT, "system") {
        @Override
        void happen(Stage stage) {
            stage.become();
            stage.user(stage.scene().alice()).remove();
        }

        /** A grant for that user would end with them, at the same moment. */
        @Override
        boolean isUnderGrant() {
            return false;
        }
    },
    SUBJECT_IS_SIGNED_OUT(EndCause.LOGGED_OUT, "system") {
        @Override
        void happen(Stage stage) {
            stage.become();
            stage.user(stage.scene().alice()).logout();
        }
    },
    SESSION_IS_DELETED(EndCause.LOGGED_OUT, "system") {
        @Override
        void happen(Stage stage) {
            stage.realm().admin().deleteSession(Stage.session(stage.become()), false);
        }
    },
    TOKENS_ARE_REVOKED(EndCause.LOGGED_OUT, "system") {
        @Override
        void happen(Stage stage) {
            stage.realm()
                    .tokens()
                    .call(
                            "revoke",
                            stage.scene().client(),
                            Map.of("token", stage.become().refreshToken()));
        }
    },
    LOGOUT_IN_AN_APPLICATION(EndCause.LOGGED_OUT, "user") {
        @Override
        void happen(Stage stage) {
            stage.become();
            stage.logoutInApplication();
        }
    },
    LOGOUT_WITHOUT_A_BROWSER(EndCause.LOGGED_OUT, "user") {
        @Override
        void happen(Stage stage) {
            stage.realm().tokens().logout(stage.scene().client(), stage.become().refreshToken());
        }
    },
    SESSION_IS_COPIED(EndCause.SESSION_COPIED, "system") {
        @Override
        void happen(Stage stage) {
            stage.copySession(stage.scene().becomeAlice());
        }
    },
    BROWSER_NEVER_COMES(EndCause.NEVER_ARRIVED, "system") {
        @Override
        void happen(Stage stage) {
            stage.startWithoutAnswer();
            stage.time().forward(Duration.ofMinutes(2));
        }
    },
    ANOTHER_BEGINS_IN_THE_BROWSER(EndCause.REPLACED, "user") {
        @Override
        void happen(Stage stage) {
            try (BrowserContext before = stage.scene().otherBrowser()) {
                before.addCookies(stage.browser().context().cookies());
                stage.become();
                stage.becomeAnother(before);
            }
        }
    };

    private final EndCause cause;
    private final String initiatingEntity;

    WayToEnd(EndCause cause, String initiatingEntity) {
        this.cause = cause;
        this.initiatingEntity = initiatingEntity;
    }

    EndCause cause() {
        return cause;
    }

    String initiatingEntity() {
        return initiatingEntity;
    }

    /** How long the grant lasts that it rests on. */
    String grant() {
        return "P1D";
    }

    /** Whether the agent is vendor staff, or may impersonate without a grant. */
    boolean isUnderGrant() {
        return true;
    }

    /** For those who come after. */
    void undo(Stage stage) {}

    private static TenantSettings settings(Stage stage) {
        return TenantSettings.of(stage.tenant().adasApi());
    }

    abstract void happen(Stage stage);
}
