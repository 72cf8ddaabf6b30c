package io.github.keycloakassume.upgrade;

import io.github.keycloakassume.upgrade.Use.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;

/** Whether what our JARs use is there in another Keycloak, as the JVM would find out when it links. */
final class Linker {

    private final Lookup today;
    private final Jars there;
    private final Lookup lookup;

    /**
     * Compares two Keycloaks.
     *
     * @param today what our JARs are built against
     * @param there the other one, of which some JARs may be absent
     */
    Linker(Lookup today, Jars there, Lookup lookup) {
        this.today = today;
        this.there = there;
        this.lookup = lookup;
    }

    /** One sentence for each use that would fail there; uses of JARs that are absent there are not looked at. */
    List<String> problems(Collection<Use> uses) {
        return uses.stream()
                .filter(use -> there.keycloaks().contains(use.jar()))
                .flatMap(use -> problem(use).map(text -> use.text() + ": " + text).stream())
                .toList();
    }

    private Optional<String> problem(Use use) {
        Optional<ParsedClass> owner = lookup.find(use.owner());
        return owner.isEmpty()
                ? Optional.of("the class is gone")
                : Stream.of(
                                ofClass(use, today.find(use.owner()).orElseThrow(), owner.get()),
                                use.member().isEmpty() ? Optional.<String>empty() : ofMember(use))
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    private static Optional<String> ofClass(Use use, ParsedClass before, ParsedClass now) {
        if (before.isInterface() != now.isInterface()) {
            return Optional.of(now.isInterface() ? "it is an interface now" : "it is no interface any more");
        }
        if (rank(now.access()) < rank(before.access())) {
            return Optional.of("the class is less visible now");
        }
        if (use.kind() == Kind.INSTANTIATED && now.is(Opcodes.ACC_ABSTRACT)) {
            return Optional.of("the class is abstract now");
        }
        boolean derived = use.kind() == Kind.EXTENDED || use.kind() == Kind.IMPLEMENTED;
        return derived && (now.is(Opcodes.ACC_FINAL) || !now.permitted().isEmpty())
                ? Optional.of("it may not be extended any more")
                : Optional.empty();
    }

    private Optional<String> ofMember(Use use) {
        if (use.kind() == Kind.COPIED) {
            return ofConstant(use);
        }
        Lookup.Found before = today.member(use.owner(), use.member()).orElseThrow();
        return lookup.member(use.owner(), use.member())
                .map(now -> changed(use.kind(), before, now))
                .orElseGet(() -> Optional.of(
                        use.kind() == Kind.OVERRIDDEN
                                ? "it is gone, nothing would call our method"
                                : "there is no such member any more"));
    }

    private static Optional<String> changed(Kind kind, Lookup.Found before, Lookup.Found now) {
        if (before.is(Opcodes.ACC_STATIC) != now.is(Opcodes.ACC_STATIC)) {
            return Optional.of(now.is(Opcodes.ACC_STATIC) ? "it is static now" : "it is not static any more");
        }
        if (rank(now.access()) < rank(before.access())) {
            return Optional.of("it is less visible now");
        }
        if ((kind == Kind.OVERRIDDEN || kind == Kind.WRITTEN) && now.is(Opcodes.ACC_FINAL)) {
            return Optional.of("it is final now");
        }
        return kind == Kind.CALLED_AS_SUPER && now.is(Opcodes.ACC_ABSTRACT)
                ? Optional.of("it is abstract now")
                : Optional.empty();
    }

    private Optional<String> ofConstant(Use use) {
        return lookup.constant(use.owner(), use.member())
                .map(CopiedConstants::text)
                .map(value -> value.equals(use.value())
                        ? Optional.<String>empty()
                        : Optional.of("its value is " + value + " now"))
                .orElseGet(() -> Optional.of("there is no such constant any more"));
    }

    private static int rank(int access) {
        if ((access & Opcodes.ACC_PUBLIC) != 0) {
            return 3;
        }
        if ((access & Opcodes.ACC_PROTECTED) != 0) {
            return 2;
        }
        return (access & Opcodes.ACC_PRIVATE) != 0 ? 0 : 1;
    }
}
