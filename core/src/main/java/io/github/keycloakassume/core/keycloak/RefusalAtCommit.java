package io.github.keycloakassume.core.keycloak;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.provider.ExceptionConverter;

/** What we refuse while the database commits comes wrapped in its exceptions: the answer is the refusal, no server error. */
public final class RefusalAtCommit implements ExceptionConverter {

    @Override
    public @Nullable Throwable convert(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .filter(RefusedAdministration.class::isInstance)
                .findFirst()
                .orElse(null);
    }

    @Override
    public String getId() {
        return "assume-refusal-at-commit";
    }
}
