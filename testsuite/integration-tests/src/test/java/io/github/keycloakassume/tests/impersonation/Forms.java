package io.github.keycloakassume.tests.impersonation;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.LinkedHashMap;
import java.util.Map;

/** The form that a page shows. */
public final class Forms {

    private Forms() {}

    public static Map<String, String> hiddenFieldsOf(Page page) {
        Map<String, String> form = new LinkedHashMap<>();
        for (Locator field : page.locator("form input[type=hidden]").all()) {
            form.put(field.getAttribute("name"), field.inputValue());
        }
        return form;
    }
}
