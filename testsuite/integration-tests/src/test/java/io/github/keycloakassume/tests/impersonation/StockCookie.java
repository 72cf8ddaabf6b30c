package io.github.keycloakassume.tests.impersonation;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.Cookie;
import io.github.keycloakassume.testbed.RealmFixture;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A cookie that an API call answered with and that a browser would have kept. */
record StockCookie(String name, String value) {

    static Optional<StockCookie> of(String setCookie) {
        String pair = setCookie.substring(0, setCookie.indexOf(';'));
        int equals = pair.indexOf('=');
        boolean expires = setCookie.toLowerCase(Locale.ROOT).contains("max-age=0");
        return expires
                ? Optional.empty()
                : Optional.of(new StockCookie(pair.substring(0, equals), pair.substring(equals + 1)));
    }

    void putInto(BrowserContext browser, RealmFixture realm) {
        Cookie cookie = new Cookie(name, value.replace("\"", ""));
        cookie.setDomain(realm.url().getHost());
        cookie.setPath(realm.url().getPath() + "/");
        cookie.setSecure(true);
        browser.addCookies(List.of(cookie));
    }
}
