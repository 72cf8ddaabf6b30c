package io.github.keycloakassume.tests.impersonation;

import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** How a person logs out at Keycloak's logout endpoint ({@code LogoutEndpoint}) in a browser that shows no one logged in. */
enum LogoutRoute {
    BY_THE_APPLICATION(false) {
        @Override
        void take(Page page, String endpoint, LeavingPerson person) {
            page.navigate(endpoint + "?id_token_hint=" + person.usersIdToken() + "&" + person.address());
            page.waitForURL(AppInBrowser.HOME);
        }
    },
    BY_THE_APPLICATION_WITHOUT_AN_ADDRESS(false) {
        @Override
        void take(Page page, String endpoint, LeavingPerson person) {
            page.navigate(endpoint + "?id_token_hint=" + person.usersIdToken());
        }
    },
    BY_A_FORM(false) {
        @Override
        void take(Page page, String endpoint, LeavingPerson person) {
            page.context()
                    .request()
                    .post(
                            endpoint,
                            RequestOptions.create()
                                    .setForm(FormData.create().set("id_token_hint", person.usersIdToken())));
        }
    },
    BY_AN_APPLICATION_OF_BEFORE(false) {
        @Override
        void take(Page page, String endpoint, LeavingPerson person) {
            page.navigate(endpoint + "?id_token_hint=" + person.ownIdToken());
        }
    },
    BY_THE_PAGE_THAT_ASKS(true) {
        @Override
        void take(Page page, String endpoint, LeavingPerson person) {
            page.navigate(endpoint);
        }
    },
    BY_THE_PAGE_THAT_ASKS_WITHOUT_A_LIVE_COOKIE(true) {
        @Override
        void take(Page page, String endpoint, LeavingPerson person) {
            page.context().clearCookies(new ClearCookiesOptions().setName("KEYCLOAK_IDENTITY"));
            page.navigate(endpoint);
        }
    },
    /** Keycloak itself asks nothing where no one is logged in. */
    BY_AN_APPLICATION_THAT_NAMES_ITSELF(true) {
        @Override
        void take(Page page, String endpoint, LeavingPerson person) {
            page.navigate(endpoint + "?client_id=" + person.clientId() + "&" + person.address());
        }
    },
    /** The same. */
    BY_THE_ID_TOKEN_OF_ANOTHER_SESSION(true) {
        @Override
        void take(Page page, String endpoint, LeavingPerson person) {
            page.navigate(endpoint + "?id_token_hint=" + person.othersIdToken() + "&" + person.address());
        }
    };

    private final boolean asks;

    LogoutRoute(boolean asks) {
        this.asks = asks;
    }

    /**
     * What that person's applications know.
     *
     * @param clientId of an application with an address for after the logout
     */
    record LeavingPerson(String clientId, String usersIdToken, String ownIdToken, String othersIdToken) {

        private String address() {
            return "post_logout_redirect_uri=" + URLEncoder.encode(AppInBrowser.HOME, StandardCharsets.UTF_8);
        }
    }

    /** Whether Keycloak asks first. */
    boolean asks() {
        return asks;
    }

    /** Goes as far as an application or a link leads. */
    abstract void take(Page page, String endpoint, LeavingPerson person);

    void confirm(Page page) {
        page.locator("#kc-logout").click();
        page.locator("#kc-logout").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }
}
