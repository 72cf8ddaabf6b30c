package io.github.keycloakassume.impersonation;

import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.StringTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.keycloak.theme.beans.MessageFormatterMethod;

/** Mails written as Keycloak writes them: its settings of FreeMarker, its {@code msg}. */
final class MailRendering {

    private static final Path RESOURCES = Path.of("..", "themes/src/main/resources/theme-resources");
    private static final String LAYOUT = "<#macro emailLayout><html><body><#nested></body></html></#macro>";

    private final Configuration freeMarker = new Configuration(Configuration.VERSION_2_3_32);
    private final Locale language;

    MailRendering(String language) throws IOException {
        this.language = Locale.forLanguageTag(language);
        StringTemplateLoader theme = new StringTemplateLoader();
        theme.putTemplate("html/template.ftl", LAYOUT);
        freeMarker.setTemplateLoader(new MultiTemplateLoader(new TemplateLoader[] {
            new FileTemplateLoader(RESOURCES.resolve("templates").toFile()), theme
        }));
        freeMarker.setOutputFormat(HTMLOutputFormat.INSTANCE);
        freeMarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        freeMarker.setLogTemplateExceptions(false);
    }

    /** The body as HTML or as plain text. It fails for a text that is shown and not there. */
    String render(String kind, String template, Map<String, String> texts) throws IOException, TemplateException {
        Map<String, Object> model = new HashMap<>(texts);
        model.put("msg", new MessageFormatterMethod(language, messages()));
        model.put("realmName", "Acme");
        StringWriter out = new StringWriter();
        freeMarker.getTemplate(kind + "/" + template + ".ftl", "UTF-8").process(model, out);
        return out.toString();
    }

    private Properties messages() throws IOException {
        Properties messages = new Properties();
        try (Reader reader =
                Files.newBufferedReader(RESOURCES.resolve("messages/messages_" + language + ".properties"))) {
            messages.load(reader);
        }
        return messages;
    }
}
