package io.github.keycloakassume.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A folder that holds an unpacked Keycloak: providers are installed into it and it is built for a set of options. */
public final class KeycloakHome {

    private static final String BUILD_MARKER = ".built-for";

    /** The launcher waits for the health endpoint, so every build has it. */
    private static final List<String> ALWAYS = List.of("--health-enabled=true", "--metrics-enabled=true");

    private static final long BUILD_MINUTES = 10;

    private final Path directory;

    private KeycloakHome(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /**
     * Unpacks the distribution's zip once; a folder that is already there is taken as it is.
     *
     * @throws IllegalStateException when the folder holds something else than this zip's content
     */
    public static KeycloakHome unpack(Path distributionZip, Path directory) {
        HomeFolder.of(directory).unpack(distributionZip);
        return new KeycloakHome(directory);
    }

    /**
     * Another home with the distribution, providers and build of this one but its own data. Large files are shared by
     * hard link, so it costs a few megabytes. A folder that is already there is taken as it is.
     */
    public KeycloakHome variant(Path other) {
        HomeFolder.of(other).linkFrom(directory);
        return new KeycloakHome(other);
    }

    /** Unpacks zips into this home and puts JARs into its {@code providers}, replacing other versions of the same. */
    public void install(Path... zipsOrJars) {
        var installer = new ProviderInstaller(directory);
        for (Path archive : zipsOrJars) {
            installer.install(archive);
        }
    }

    /**
     * Runs {@code kc.sh build} with these options (health and metrics are always on); skipped when the last build had
     * the same options, provider JARs and configuration file.
     *
     * @return whether a build was necessary
     */
    public boolean build(List<String> options) {
        var all = new ArrayList<>(options);
        ALWAYS.stream().filter(option -> !all.contains(option)).forEach(all::add);
        try {
            Path marker = directory.resolve(BUILD_MARKER);
            String wanted = BuildDigest.of(directory, all);
            if (Files.exists(marker) && Files.readString(marker).equals(wanted)) {
                return false;
            }
            // Gone before the build: one that is cut off leaves a home that counts as not built.
            Files.deleteIfExists(marker);
            runBuild(all);
            Files.writeString(marker, wanted);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot build Keycloak in " + directory, e);
        }
    }

    /** The root folder of this Keycloak. */
    public Path directory() {
        return directory;
    }

    ProcessBuilder command(Map<String, String> environment, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(directory.resolve("bin").resolve("kc.sh").toString());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        Map<String, String> inherited = builder.environment();
        // Settings of whoever started us must not leak into the server.
        inherited.keySet().removeIf(name -> name.startsWith("KC_") || name.equals("JAVA") || name.equals("JAVA_OPTS"));
        inherited.put("JAVA_HOME", System.getProperty("java.home"));
        inherited.putAll(environment);
        return builder;
    }

    private void runBuild(List<String> options) throws IOException {
        Path log = directory.resolve("build.log");
        var arguments = new ArrayList<String>();
        arguments.add("build");
        arguments.addAll(options);
        // A build is a short run: the quick compiler alone halves its time.
        Process process = command(Map.of("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1"), arguments)
                .redirectOutput(log.toFile())
                .start();
        try (var tree = ProcessTree.of(process)) {
            if (!tree.awaitExit(BUILD_MINUTES, TimeUnit.MINUTES)) {
                throw KeycloakStartException.withLog(
                        "kc.sh build did not finish within " + BUILD_MINUTES + " minutes", log);
            }
        }
        if (process.exitValue() != 0) {
            throw KeycloakStartException.withLog(
                    "kc.sh build " + options + " failed with exit code " + process.exitValue(), log);
        }
    }
}
