package io.github.keycloakassume.upgrade;

import io.github.keycloakassume.upgrade.Use.Kind;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/** Collects what byte code names and keeps what of it is Keycloak's. */
final class Uses {

    private final Jars keycloak;
    private final Lookup lookup;
    private final NavigableSet<Use> found = new TreeSet<>();

    Uses(Jars ours, Jars keycloak) {
        this.keycloak = keycloak;
        this.lookup = new Lookup(ours, keycloak, Build.libraries());
    }

    /** All of it; that a class is named goes without saying where something else of it is used. */
    NavigableSet<Use> found() {
        NavigableSet<Use> uses = new TreeSet<>(found);
        uses.removeIf(use -> use.kind() == Kind.NAMED
                && found.stream()
                        .anyMatch(other ->
                                other.kind() != Kind.NAMED && other.owner().equals(use.owner())));
        return uses;
    }

    void type(String className, Kind kind) {
        keycloak.jarOf(className)
                .filter(jar -> keycloak.isKeycloaks(className))
                .ifPresent(jar -> found.add(Use.ofClass(jar, className, kind)));
    }

    void type(Type type) {
        switch (type.getSort()) {
            case Type.OBJECT -> type(type.getInternalName(), Kind.NAMED);
            case Type.ARRAY -> type(type.getElementType());
            case Type.METHOD -> {
                type(type.getReturnType());
                Stream.of(type.getArgumentTypes()).forEach(this::type);
            }
            default -> {}
        }
    }

    /** All types that the signature of a generic class, method or field names. */
    void signature(String signature) {
        new SignatureReader(signature).accept(new SignatureVisitor(Opcodes.ASM9) {

            @Override
            public void visitClassType(String name) {
                type(name, Kind.NAMED);
            }
        });
    }

    /** A member that byte code names by one of our classes or Keycloak's; the one of Keycloak that has it counts. */
    void member(String owner, String member, Kind kind) {
        type(Type.getObjectType(owner));
        if (!owner.startsWith("[")) {
            memberOf(owner, member).ifPresent(className -> found.add(of(className, member, kind)));
        }
    }

    /** A method of ours: what of Keycloak does it stand in for? */
    void method(String ourClass, String method) {
        lookup.supertypes(ourClass)
                .filter(type -> keycloak.isKeycloaks(type.name()))
                .filter(type -> isOverridable(type, method))
                .findFirst()
                .ifPresent(type -> found.add(of(type.name(), method, Kind.OVERRIDDEN)));
    }

    /** An interface that a lambda implements. */
    void lambda(String functionalInterface, String method) {
        type(functionalInterface, Kind.IMPLEMENTED);
        method(functionalInterface, method);
    }

    private static boolean isOverridable(ParsedClass type, String method) {
        Integer access = type.accessOf(method);
        return access != null && (access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)) == 0;
    }

    /** The class of Keycloak by which a member is found; none for what the JDK or another library declares. */
    private Optional<String> memberOf(String owner, String member) {
        return lookup.member(owner, member)
                .filter(declared -> keycloak.isKeycloaks(declared.declaring().name()))
                .flatMap(declared -> lookup.supertypes(owner)
                        .map(ParsedClass::name)
                        .filter(keycloak::isKeycloaks)
                        .filter(name -> lookup.member(name, member).isPresent())
                        .findFirst());
    }

    private Use of(String owner, String member, Kind kind) {
        return Use.ofMember(keycloak.jarOf(owner).orElseThrow(), owner, member, kind);
    }
}
