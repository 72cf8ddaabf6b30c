package io.github.keycloakassume.upgrade;

import java.util.NavigableSet;

/** What the JARs of this build use of the Keycloak that they are built against; read once. */
final class OurUses {

    private static final class Once {

        private static final NavigableSet<Use> USES = read();
    }

    private OurUses() {}

    static NavigableSet<Use> all() {
        return Once.USES;
    }

    private static NavigableSet<Use> read() {
        Jars ours = Build.ours();
        Uses uses = new Uses(ours, Build.today());
        ours.classes().forEach(name -> ClassUses.read(ours.file(name + ".class").orElseThrow(), uses));
        NavigableSet<Use> all = uses.found();
        all.addAll(new CopiedConstants(ours, Build.today(), Sources.below(Build.project())).found());
        return all;
    }
}
