package io.github.keycloakassume.demo;

import io.github.keycloakassume.demo.web.Resource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The demo realm {@code acme}, ready to be imported: its template filled with the addresses of one start. */
public record DemoRealm(URI applicationUrl, String smtpHost, int smtpPort) {

    /** The realm's name. */
    public static final String NAME = "acme";

    /** The password of every user. */
    public static final String PASSWORD = "demo";

    /** Refuses an application's address that ends with a slash: paths are appended to it. */
    public DemoRealm {
        if (applicationUrl.toString().endsWith("/")) {
            throw new IllegalArgumentException("No slash at the end, please: " + applicationUrl);
        }
    }

    /** The realm as Keycloak imports it. */
    public String json() {
        return Resource.text("acme-realm.json")
                .replace("{{app.url}}", applicationUrl.toString())
                .replace("{{smtp.host}}", smtpHost)
                .replace("{{smtp.port}}", Integer.toString(smtpPort));
    }

    /** Writes it into the folder from which Keycloak imports with {@code --import-realm}. */
    public Path writeTo(Path importFolder) throws IOException {
        Files.createDirectories(importFolder);
        return Files.writeString(importFolder.resolve(NAME + "-realm.json"), json());
    }
}
