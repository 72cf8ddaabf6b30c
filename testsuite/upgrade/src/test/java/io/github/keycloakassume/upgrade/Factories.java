package io.github.keycloakassume.upgrade;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Provider factories: which are announced, and the constant that a method of one answers. Nothing is run. */
final class Factories {

    private static final String SERVICES = "META-INF/services/";

    private final Lookup lookup;
    private final List<Jars> jars;

    Factories(Jars... jars) {
        this.jars = List.of(jars);
        this.lookup = new Lookup(jars);
    }

    /** Factories of a kind that these JARs announce, as byte code has their names. */
    static Stream<String> announced(Jars jars, String kind) {
        return jars.all(SERVICES + kind).stream()
                .flatMap(file -> new String(file, StandardCharsets.UTF_8).lines())
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .map(SilentList::internal);
    }

    /** Kinds of factories that these JARs announce. */
    static Stream<String> kinds(Jars jars) {
        return jars.files("Factory").stream()
                .filter(file -> file.startsWith(SERVICES))
                .map(file -> file.substring(SERVICES.length()));
    }

    /** Nothing if it is computed. */
    Optional<String> id(String factory) {
        return answer(factory, "getId()Ljava/lang/String;").map(String::valueOf);
    }

    /** Nothing if it is computed; Keycloak's {@code ProviderFactory} has 0. */
    Optional<Integer> order(String factory) {
        return answer(factory, "order()I").map(order -> ((Number) order).intValue());
    }

    private Optional<Object> answer(String factory, String method) {
        return lookup.member(factory, method)
                .flatMap(found -> code(found.declaring().name()))
                .flatMap(code -> Optional.ofNullable(constant(code, method)))
                .flatMap(answer -> answer instanceof FieldName field
                        ? lookup.constant(field.owner(), field.name())
                        : Optional.of(answer));
    }

    private Optional<byte[]> code(String className) {
        return jars.stream()
                .flatMap(some -> some.file(className + ".class").stream())
                .findFirst();
    }

    private record FieldName(String owner, String name) {}

    /** What the method returns, if its code does nothing but return a constant. */
    private static @Nullable Object constant(byte[] code, String method) {
        ConstantMethod answer = new ConstantMethod();
        new ClassReader(code)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public @Nullable MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String descriptor,
                                    @Nullable String signature,
                                    String @Nullable [] exceptions) {
                                return (name + descriptor).equals(method) ? answer : null;
                            }
                        },
                        ClassReader.SKIP_DEBUG);
        return answer.value;
    }

    private static final class ConstantMethod extends MethodVisitor {

        private @Nullable Object value;

        ConstantMethod() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitLdcInsn(Object constant) {
            value = constant;
        }

        @Override
        public void visitIntInsn(int instruction, int number) {
            value = number;
        }

        @Override
        public void visitInsn(int instruction) {
            if (instruction >= Opcodes.ICONST_M1 && instruction <= Opcodes.ICONST_5) {
                value = instruction - Opcodes.ICONST_0;
            }
        }

        @Override
        public void visitFieldInsn(int instruction, String owner, String name, String descriptor) {
            value = new FieldName(owner, name + ":" + descriptor);
        }

        @Override
        public void visitMethodInsn(
                int instruction, String owner, String name, String descriptor, boolean ofInterface) {
            // An enum constant's name: UserModel.RequiredAction.UPDATE_PASSWORD.name().
            value = name.equals("name") && value instanceof FieldName field
                    ? field.name().substring(0, field.name().indexOf(':'))
                    : null;
        }
    }
}
