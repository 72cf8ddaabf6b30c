package io.github.keycloakassume.testbed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Ways to run Keycloak that change what an extension stands on. A {@link KeycloakTest} names one;
 * {@code -Dkeycloak.deployment=below-a-path} has all others on it too.
 */
public enum Deployment {
    /** Keycloak's defaults. */
    ORDINARY(List.of(), List.of()),

    /** What is to be the default from Keycloak 26.8 on: logins, action tokens and sessions are in the database alone. */
    WITHOUT_CACHES(List.of("--features=stateless"), List.of("--spi-user-sessions--infinispan--use-caches=false")),

    /** Sessions are in memory alone, as before Keycloak 26. */
    SESSIONS_IN_MEMORY(List.of("--features-disabled=persistent-user-sessions"), List.of()),

    /** Below a path, and administered under another host name than users log in at. */
    BELOW_A_PATH(
            List.of("--http-relative-path=/auth", "--http-management-relative-path=/"),
            List.of(
                    "--hostname=http://localhost:" + Deployment.PORT + "/auth",
                    "--hostname-admin=http://127.0.0.1:" + Deployment.PORT + "/auth",
                    "--hostname-backchannel-dynamic=true"));

    private static final String PORT = "{port}";
    private static final String RELATIVE_PATH = "--http-relative-path=";

    @SuppressWarnings("ImmutableEnumChecker") // of List.of
    private final List<String> buildOptions;

    @SuppressWarnings("ImmutableEnumChecker") // of List.of
    private final List<String> options;

    Deployment(List<String> buildOptions, List<String> options) {
        this.buildOptions = buildOptions;
        this.options = options;
    }

    /** That of test classes which name none. */
    static Deployment ofThisRun() {
        return valueOf(Artifacts.property("testbed.deployment")
                .toUpperCase(Locale.ROOT)
                .replace('-', '_'));
    }

    /** Options of {@code kc.sh build} and those of a test class; features of both are one option, which may be there once. */
    List<String> buildOptionsAnd(List<String> ofTheClass) {
        var all = new ArrayList<>(ofTheClass);
        for (String option : buildOptions) {
            String name = option.substring(0, option.indexOf('=') + 1);
            if (ofTheClass.stream().noneMatch(present -> present.startsWith(name))) {
                all.add(option);
            } else {
                all.replaceAll(present ->
                        present.startsWith(name) ? present + "," + option.substring(name.length()) : present);
            }
        }
        return all;
    }

    List<String> optionsAnd(List<String> ofTheClass) {
        var all = new ArrayList<>(options);
        all.addAll(ofTheClass);
        return all;
    }

    /** Options may name the port, which is known when the server starts. */
    static List<String> withPort(List<String> options, int port) {
        return options.stream()
                .map(option -> option.replace(PORT, String.valueOf(port)))
                .toList();
    }

    /** The path that a server with these build options answers below: empty, or with a slash before and none after it. */
    static String path(List<String> buildOptions) {
        return buildOptions.stream()
                .filter(option -> option.startsWith(RELATIVE_PATH))
                .map(option -> option.substring(RELATIVE_PATH.length()))
                .findFirst()
                .orElse("");
    }
}
