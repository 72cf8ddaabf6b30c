package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.AccountApi;
import io.github.keycloakassume.testbed.AdminApi;
import io.github.keycloakassume.testbed.TestClient;
import io.github.keycloakassume.testbed.TokenAnswer;
import io.github.keycloakassume.testbed.TokenEndpoint;
import java.util.List;
import java.util.Map;

/** What somebody does, or tries to do, as somebody else; and where it has to be found again. */
enum Act {
    START("IMPERSONATE", "STARTED " + Scene.REASON) {
        @Override
        Map<String, Object> perform(Acting as) {
            return Map.of();
        }
    },
    LOGIN_TO_AN_APPLICATION("LOGIN", "ACTED LOGIN") {
        @Override
        Map<String, Object> perform(Acting as) {
            return as.claimsOfLogin();
        }
    },
    TOKENS_FOR_THE_CODE("CODE_TO_TOKEN", "ACTED CODE_TO_TOKEN") {
        @Override
        Map<String, Object> perform(Acting as) {
            return TokenEndpoint.claims(as.login().idToken());
        }
    },
    LOGIN_TO_ANOTHER_APPLICATION("LOGIN", "ACTED LOGIN") {
        @Override
        Map<String, Object> perform(Acting as) {
            as.login();
            return as.claimsOf(as.inBrowser(as.application("another", Map.of())).singleSignOn());
        }
    },
    HYBRID_LOGIN("LOGIN", "ACTED LOGIN") {
        @Override
        Map<String, Object> perform(Acting as) {
            TestClient client = as.hybridApplication();
            return TokenEndpoint.claims(as.inBrowser(client)
                    .ask("response_type=code%20id_token&scope=openid&nonce=n")
                    .idToken());
        }
    },
    REFRESH("REFRESH_TOKEN", "ACTED REFRESH_TOKEN") {
        @Override
        Map<String, Object> perform(Acting as) {
            return as.claimsOf(
                    as.realm().tokens().refresh(as.scene().client(), as.login().refreshToken()));
        }
    },
    USERINFO("USER_INFO_REQUEST", "ACTED USER_INFO_REQUEST") {
        @Override
        Map<String, Object> perform(Acting as) {
            return as.realm().tokens().userInfo(as.login().accessToken()).body();
        }
    },
    INTROSPECTION("INTROSPECT_TOKEN", "ACTED INTROSPECT_TOKEN") {
        @Override
        Map<String, Object> perform(Acting as) {
            return as.realm()
                    .tokens()
                    .introspect(as.scene().client(), as.login().accessToken())
                    .body();
        }
    },
    PERMISSION_TOKEN("PERMISSION_TOKEN", "ACTED PERMISSION_TOKEN") {
        @Override
        Map<String, Object> perform(Acting as) {
            TestClient server = as.resourceServer();
            return as.claimsOf(as.realm()
                    .tokens()
                    .token(
                            server,
                            Map.of(
                                    "grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket",
                                    "subject_token", as.login().accessToken(),
                                    "audience", server.clientId())));
        }
    },
    LOGOUT_BY_TOKEN("LOGOUT", "ENDED logged-out") {
        @Override
        Map<String, Object> perform(Acting as) {
            TokenAnswer tokens = as.login();
            as.realm().tokens().logout(as.scene().client(), tokens.refreshToken());
            return as.claimsOf(tokens);
        }
    },
    REVOCATION_OF_A_TOKEN("REVOKE_GRANT", "ACTED REVOKE_GRANT") {
        @Override
        Map<String, Object> perform(Acting as) {
            TokenAnswer tokens = as.login();
            as.realm().tokens().call("revoke", as.scene().client(), Map.of("token", tokens.refreshToken()));
            return as.claimsOf(tokens);
        }
    },
    LOOK_AT_THE_PROFILE("USER_INFO_REQUEST", "ACTED ACCOUNT_VIEW profile") {
        @Override
        Map<String, Object> perform(Acting as) {
            return as.seeAccount("");
        }
    },
    LOOK_AT_THE_CREDENTIALS("USER_INFO_REQUEST", "ACTED ACCOUNT_VIEW credentials") {
        @Override
        Map<String, Object> perform(Acting as) {
            return as.seeAccount("credentials");
        }
    },
    LOOK_AT_THE_SESSIONS("USER_INFO_REQUEST", "ACTED ACCOUNT_VIEW sessions") {
        @Override
        Map<String, Object> perform(Acting as) {
            return as.seeAccount("sessions/devices");
        }
    },
    CHANGE_OF_THE_PROFILE("IMPERSONATE_ERROR", "REFUSED account-read-only") {
        @Override
        Map<String, Object> perform(Acting as) {
            TokenAnswer tokens = as.login();
            AccountApi.of(as.realm(), tokens.accessToken()).rename("Mallory");
            return as.claimsOf(tokens);
        }
    },
    ADMINISTRATION("IMPERSONATE_ERROR", "REFUSED impersonated") {
        @Override
        Map<String, Object> perform(Acting as) {
            TokenAnswer tokens = as.login();
            AdminApi.of(as.realm(), tokens.accessToken()).get("users");
            return as.claimsOf(tokens);
        }
    },
    EXCHANGE_OF_A_TOKEN("TOKEN_EXCHANGE_ERROR", "REFUSED exchange-while-impersonated") {
        @Override
        Map<String, Object> perform(Acting as) {
            TestClient exchanging = as.application("exchanging", Map.of("standard.token.exchange.enabled", "true"));
            TokenAnswer tokens = as.inBrowser(exchanging).singleSignOn();
            as.realm()
                    .tokens()
                    .token(
                            exchanging,
                            Map.of(
                                    "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                                    "subject_token", tokens.accessToken(),
                                    "subject_token_type", "urn:ietf:params:oauth:token-type:access_token"));
            return as.claimsOf(tokens);
        }
    },
    LOGIN_THAT_ASKS_FOR_CREDENTIALS("LOGIN_ERROR", "REFUSED reauthentication-while-impersonated") {
        @Override
        Map<String, Object> perform(Acting as) {
            return as.loginWith("&prompt=login");
        }
    },
    LOGIN_THAT_ASKS_FOR_A_HIGHER_LEVEL("LOGIN_ERROR", "REFUSED step-up-while-impersonated") {
        @Override
        Map<String, Object> perform(Acting as) {
            return as.loginWith("&acr_values=3");
        }
    },
    CHANGE_OF_THE_PASSWORD("LOGIN_ERROR", "REFUSED action-while-impersonated") {
        @Override
        Map<String, Object> perform(Acting as) {
            return as.loginWith("&kc_action=UPDATE_PASSWORD");
        }
    },
    LOGIN_TO_A_CLOSED_APPLICATION("LOGIN_ERROR", "REFUSED application-closed") {
        @Override
        Map<String, Object> perform(Acting as) {
            as.inBrowser(as.application("closed", Map.of("assume.impersonation", "deny")))
                    .open();
            return Map.of();
        }
    },
    CONSENT("LOGIN_ERROR", "REFUSED consent-while-impersonated") {
        @Override
        Map<String, Object> perform(Acting as) {
            as.inBrowser(as.askingApplication()).open();
            return Map.of();
        }
    },
    LOGOUT("LOGOUT", "ENDED logged-out") {
        @Override
        Map<String, Object> perform(Acting as) {
            TokenAnswer tokens = as.login();
            as.scene().app().logout(tokens);
            return as.claimsOf(tokens);
        }
    },
    WAY_BACK("LOGOUT", "ENDED reverted") {
        @Override
        Map<String, Object> perform(Acting as) {
            as.scene().revert();
            return Map.of();
        }
    };

    private final String event;
    private final String trail;

    Act(String event, String trail) {
        this.event = event;
        this.trail = trail;
    }

    /** Does it, and gives the claims of a token that came of it or that it was done with; empty where there is none. */
    abstract Map<String, Object> perform(Acting as);

    /** The type of the stored event. */
    List<String> event() {
        return List.of(event);
    }

    /** Action and detail of the entry in the trail. */
    String trail() {
        return trail;
    }
}
