package io.github.keycloakassume.upgrade;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What linking needs to know of a class.
 *
 * @param name as byte code has it, with slashes
 * @param members access flags of methods ({@code name(descriptor)type}) and fields ({@code name:type})
 * @param constants values that the compiler copies into the classes that name the field, by {@code name:type}
 * @param permitted who alone may extend it; empty if that is everyone
 */
record ParsedClass(
        String name,
        int access,
        @Nullable String superName,
        List<String> interfaces,
        List<String> permitted,
        Map<String, Integer> members,
        Map<String, Object> constants) {

    ParsedClass {
        interfaces = List.copyOf(interfaces);
        permitted = List.copyOf(permitted);
        members = Map.copyOf(members);
        constants = Map.copyOf(constants);
    }

    static ParsedClass of(byte[] code) {
        Visitor visitor = new Visitor();
        new ClassReader(code).accept(visitor, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return visitor.parsed();
    }

    boolean is(int flag) {
        return (access & flag) != 0;
    }

    boolean isInterface() {
        return is(Opcodes.ACC_INTERFACE);
    }

    /** Access flags of a member, or nothing if this very class does not declare it. */
    @Nullable
    Integer accessOf(String member) {
        return members.get(member);
    }

    private static final class Visitor extends ClassVisitor {

        private final Map<String, Integer> members = new HashMap<>();
        private final Map<String, Object> constants = new HashMap<>();
        private final List<String> permitted = new ArrayList<>();
        private String name = "";
        private int access;
        private @Nullable String superName;
        private List<String> interfaces = List.of();

        Visitor() {
            super(Opcodes.ASM9);
        }

        ParsedClass parsed() {
            return new ParsedClass(name, access, superName, interfaces, permitted, members, constants);
        }

        @Override
        public void visit(
                int version,
                int flags,
                String className,
                @Nullable String signature,
                @Nullable String parent,
                String @Nullable [] implemented) {
            name = className;
            access = flags;
            superName = parent;
            interfaces = implemented == null ? List.of() : List.of(implemented);
        }

        @Override
        public void visitPermittedSubclass(String subclass) {
            permitted.add(subclass);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int flags,
                String method,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            members.put(method + descriptor, flags);
            return null;
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int flags, String field, String descriptor, @Nullable String signature, @Nullable Object value) {
            members.put(field + ":" + descriptor, flags);
            if (value != null) {
                constants.put(field + ":" + descriptor, value);
            }
            return null;
        }
    }
}
