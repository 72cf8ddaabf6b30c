package io.github.keycloakassume.demo.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A text file that is packaged with the demo. */
public final class Resource {

    private Resource() {}

    /** Reads the file of this name from the demo's resources. */
    public static String text(String name) {
        try (InputStream in = Resource.class.getResourceAsStream("/demo/" + name)) {
            if (in == null) {
                throw new IllegalStateException("Resource demo/" + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read resource demo/" + name, e);
        }
    }
}
