package io.github.keycloakassume.upgrade;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** Finds members the way the JVM does when it links: in the class, what it extends, what it implements. */
final class Lookup {

    private static final Map<String, Optional<ParsedClass>> OF_THE_JDK = new HashMap<>();

    private final List<Jars> jars;

    Lookup(Jars... jars) {
        this.jars = List.of(jars);
    }

    /**
     * A member and where it was found.
     *
     * @param access its flags
     */
    record Found(ParsedClass declaring, int access) {

        boolean is(int flag) {
            return (access & flag) != 0;
        }
    }

    Optional<ParsedClass> find(String className) {
        return jars.stream()
                .flatMap(some -> some.find(className).stream())
                .findFirst()
                .or(() -> ofTheJdk(className));
    }

    /** A member of a class, inherited ones included; private ones are those of the class itself alone. */
    Optional<Found> member(String className, String member) {
        return supertypes(className)
                .flatMap(type -> declared(type, member))
                .filter(found -> !found.is(Opcodes.ACC_PRIVATE)
                        || found.declaring().name().equals(className))
                .findFirst();
    }

    /** A constant of a class, inherited ones included. */
    Optional<Object> constant(String className, String field) {
        return supertypes(className)
                .map(type -> type.constants().get(field))
                .filter(Objects::nonNull)
                .map(Object.class::cast)
                .findFirst();
    }

    /** The class and all that it extends, and then all that these implement; without those that are in no JAR here. */
    Stream<ParsedClass> supertypes(String className) {
        List<ParsedClass> chain = chain(className);
        Set<String> interfaces = new LinkedHashSet<>();
        Deque<ParsedClass> next = new ArrayDeque<>(chain);
        while (!next.isEmpty()) {
            next.remove().interfaces().stream()
                    .filter(interfaces::add)
                    .flatMap(name -> find(name).stream())
                    .forEach(next::add);
        }
        return Stream.concat(chain.stream(), interfaces.stream().flatMap(name -> find(name).stream()));
    }

    /** The class and all that it extends. */
    List<ParsedClass> chain(String className) {
        List<ParsedClass> chain = new ArrayList<>();
        @Nullable String next = className;
        while (next != null) {
            @Nullable ParsedClass type = find(next).orElse(null);
            if (type != null) {
                chain.add(type);
            }
            next = type == null ? null : type.superName();
        }
        return chain;
    }

    /** Those that a class extends or implements that are in no JAR here. */
    Stream<String> missingSupertypes(String className) {
        return supertypes(className)
                .flatMap(type -> Stream.concat(Stream.ofNullable(type.superName()), type.interfaces().stream()))
                .filter(name -> find(name).isEmpty());
    }

    private static Stream<Found> declared(ParsedClass type, String member) {
        return Stream.ofNullable(type.accessOf(member)).map(access -> new Found(type, access));
    }

    private static Optional<ParsedClass> ofTheJdk(String className) {
        return OF_THE_JDK.computeIfAbsent(className, Lookup::read);
    }

    private static Optional<ParsedClass> read(String className) {
        try (@Nullable
                InputStream code = ClassLoader.getPlatformClassLoader().getResourceAsStream(className + ".class")) {
            return code == null ? Optional.empty() : Optional.of(ParsedClass.of(code.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
