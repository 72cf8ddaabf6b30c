package io.github.keycloakassume.upgrade;

import io.github.keycloakassume.upgrade.Use.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;

/** What our classes would have to implement in another Keycloak and do not. */
final class AbstractMethods {

    private static final int NO_OBJECTS = Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE;

    private final Jars ours;
    private final Jars keycloak;
    private final Lookup lookup;

    AbstractMethods(Jars ours, Jars keycloak, Jars libraries) {
        this.ours = ours;
        this.keycloak = keycloak;
        this.lookup = new Lookup(ours, keycloak, libraries);
    }

    /** One sentence for each. */
    List<String> missing() {
        return ours.classes().stream()
                .map(name -> ours.find(name).orElseThrow())
                .filter(type -> !type.is(NO_OBJECTS))
                // What is in a JAR that is absent may implement them.
                .filter(type -> lookup.missingSupertypes(type.name()).findAny().isEmpty())
                .flatMap(this::missing)
                .sorted()
                .toList();
    }

    /** The same for lambdas: their interface has one abstract method, which is the one that we implement. */
    List<String> noLambdas(Collection<Use> uses, Lookup today) {
        return uses.stream()
                .filter(use -> use.kind() == Kind.IMPLEMENTED && keycloak.has(use.owner()))
                .map(Use::owner)
                .distinct()
                .filter(type -> abstractMethods(today, type).size() == 1)
                .filter(type -> !abstractMethods(lookup, type).equals(abstractMethods(today, type)))
                .map(type -> Use.dotted(type) + " has other abstract methods now: " + abstractMethods(lookup, type))
                .toList();
    }

    private Stream<String> missing(ParsedClass type) {
        return lookup.supertypes(type.name())
                .filter(parent -> keycloak.isKeycloaks(parent.name()))
                .flatMap(parent -> abstractOf(parent)
                        .filter(method -> !isImplemented(type, method))
                        .map(method -> Use.dotted(type.name()) + " has no "
                                + Use.ofMember("", parent.name(), method, Kind.OVERRIDDEN)
                                        .place()));
    }

    private boolean isImplemented(ParsedClass type, String method) {
        return lookup.supertypes(type.name())
                .map(parent -> parent.accessOf(method))
                .anyMatch(access -> access != null && (access & Opcodes.ACC_ABSTRACT) == 0);
    }

    private static List<String> abstractMethods(Lookup lookup, String type) {
        return lookup.supertypes(type)
                .filter(ParsedClass::isInterface)
                .flatMap(AbstractMethods::abstractOf)
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<String> abstractOf(ParsedClass type) {
        return type.members().entrySet().stream()
                .filter(member -> (member.getValue() & Opcodes.ACC_ABSTRACT) != 0)
                .map(Map.Entry::getKey);
    }
}
