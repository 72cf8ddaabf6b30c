package io.github.keycloakassume.testbed;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A browser for one test, with cookies of its own. */
public final class Browser implements AutoCloseable {

    private final BrowserContext context;
    private final Page page;

    Browser(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
    }

    /** Another one, in which no user is logged in. The caller closes it. */
    public Browser another() {
        return new Browser(context.browser().newContext());
    }

    /** The first tab. */
    public Page page() {
        return page;
    }

    /** All tabs and cookies. */
    public BrowserContext context() {
        return context;
    }

    /** Opens a page that asks for a login and fills Keycloak's form in. */
    public Page login(URI address, TestUser user) {
        page.navigate(address.toString());
        page.locator("#username").fill(user.username());
        page.locator("#password").fill(user.password());
        page.locator("#kc-login").click();
        return page;
    }

    /** Screenshot, source and address of every tab. */
    void keep(Path folder) {
        List<Page> pages = context.pages();
        for (int i = 0; i < pages.size(); i++) {
            Page tab = pages.get(i);
            String name = "page-" + (i + 1);
            TextFile.write(folder.resolve(name + ".url"), tab.url());
            TextFile.write(folder.resolve(name + ".html"), tab.content());
            tab.screenshot(new Page.ScreenshotOptions()
                    .setPath(folder.resolve(name + ".png"))
                    .setFullPage(true));
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
