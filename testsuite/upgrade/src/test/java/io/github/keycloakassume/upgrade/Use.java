package io.github.keycloakassume.upgrade;

import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.Type;

/**
 * One thing of Keycloak's code that our JARs use.
 *
 * @param jar of Keycloak that has it
 * @param owner class by which it is named, as byte code has it
 * @param member {@code name(descriptor)type} of a method, {@code name:type} of a field, empty for the class itself
 * @param value of a constant that was copied; empty for all else
 */
record Use(String jar, String owner, String member, Kind kind, String value) implements Comparable<Use> {

    private static final Comparator<Use> ORDER = Comparator.comparing(Use::jar).thenComparing(Use::text);

    /** What is done with it. */
    enum Kind {
        /** The class is named: in a declaration, a cast, a literal. */
        NAMED("named"),
        EXTENDED("extended"),
        IMPLEMENTED("implemented"),
        /** A method of ours is called in its place. */
        OVERRIDDEN("overridden"),
        INSTANTIATED("instantiated"),
        CONSTRUCTED("constructor called"),
        CALLED("called"),
        CALLED_STATICALLY("called, static"),
        /** From what overrides it. */
        CALLED_AS_SUPER("called by super"),
        READ("read"),
        READ_STATICALLY("read, static"),
        WRITTEN("written"),
        /** The compiler copied its value into our classes: another value there is not seen here. */
        COPIED("copied");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        boolean isStatic() {
            return this == CALLED_STATICALLY || this == READ_STATICALLY;
        }
    }

    static Use ofClass(String jar, String owner, Kind kind) {
        return new Use(jar, owner, "", kind, "");
    }

    static Use ofMember(String jar, String owner, String member, Kind kind) {
        return new Use(jar, owner, member, kind, "");
    }

    /** The line of the surface file. */
    String text() {
        return place() + (value.isEmpty() ? "" : " = " + value) + "  " + kind.text;
    }

    /** What it is, as Java writes it. */
    String place() {
        return member.isEmpty() ? dotted(owner) : dotted(owner) + "#" + readable(member);
    }

    static String dotted(String className) {
        return className.replace('/', '.');
    }

    static String simpleName(String className) {
        return className.replaceFirst(".*[/$]", "");
    }

    private static String readable(String member) {
        int parameters = member.indexOf('(');
        if (parameters < 0) {
            int type = member.indexOf(':');
            return member.substring(0, type) + " : " + simple(Type.getType(member.substring(type + 1)));
        }
        Type method = Type.getMethodType(member.substring(parameters));
        String result = simple(method.getReturnType());
        return Stream.of(method.getArgumentTypes())
                        .map(Use::simple)
                        .collect(Collectors.joining(", ", member.substring(0, parameters) + "(", ")"))
                + (result.equals("void") ? "" : " : " + result);
    }

    private static String simple(Type type) {
        return type.getClassName().replaceFirst("^java\\.lang\\.(?=[A-Z]\\w*(\\[])*$)", "");
    }

    @Override
    public int compareTo(Use other) {
        return ORDER.compare(this, other);
    }
}
