package io.github.keycloakassume.testbed;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs that come with the operating system. */
final class SystemProgram {

    private SystemProgram() {}

    /** The program's file; a failure tells which Debian package has it. */
    static String find(String name, String debianPackage) {
        return ifThere(name)
                .orElseThrow(() -> new IllegalStateException("The program " + name
                        + " is missing. Install it, on Debian or Ubuntu with: apt-get install " + debianPackage));
    }

    /** The program's file, empty without one. */
    static Optional<String> ifThere(String name) {
        // Servers live in sbin, which is not on everybody's path.
        String folders = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Stream.of(folders.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
