package io.github.keycloakassume.upgrade;

import io.github.keycloakassume.upgrade.Use.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;

/** Reads what one of our classes uses. */
final class ClassUses extends ClassVisitor {

    private static final int NEVER_OVERRIDES = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;

    private final Uses uses;
    private String name = "";

    private ClassUses(Uses uses) {
        super(Opcodes.ASM9);
        this.uses = uses;
    }

    static void read(byte[] code, Uses uses) {
        new ClassReader(code).accept(new ClassUses(uses), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    @Override
    public void visit(
            int version,
            int access,
            String className,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        name = className;
        signature(signature);
        if (superName != null) {
            uses.type(superName, Kind.EXTENDED);
        }
        types(interfaces, (access & Opcodes.ACC_INTERFACE) == 0 ? Kind.IMPLEMENTED : Kind.EXTENDED);
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        return annotation(descriptor);
    }

    @Override
    public @Nullable RecordComponentVisitor visitRecordComponent(
            String component, String descriptor, @Nullable String signature) {
        uses.type(Type.getType(descriptor));
        return null;
    }

    @Override
    public FieldVisitor visitField(
            int access, String field, String descriptor, @Nullable String signature, @Nullable Object value) {
        uses.type(Type.getType(descriptor));
        signature(signature);
        return new FieldVisitor(Opcodes.ASM9) {

            @Override
            public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                return annotation(annotation);
            }
        };
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        uses.type(Type.getMethodType(descriptor));
        signature(signature);
        types(exceptions, Kind.NAMED);
        if ((access & NEVER_OVERRIDES) == 0 && !method.startsWith("<")) {
            uses.method(name, method + descriptor);
        }
        return new CodeUses(uses, this::annotation);
    }

    private AnnotationVisitor annotation(String descriptor) {
        uses.type(Type.getType(descriptor));
        return new AnnotationUses();
    }

    private void signature(@Nullable String signature) {
        if (signature != null) {
            uses.signature(signature);
        }
    }

    private void types(String @Nullable [] names, Kind kind) {
        (names == null ? List.<String>of() : List.of(names)).forEach(type -> uses.type(type, kind));
    }

    /** Classes and enum constants among an annotation's values. */
    private final class AnnotationUses extends AnnotationVisitor {

        AnnotationUses() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(String key, Object value) {
            if (value instanceof Type type) {
                uses.type(type);
            }
        }

        @Override
        public void visitEnum(String key, String descriptor, String constant) {
            uses.member(Type.getType(descriptor).getInternalName(), constant + ":" + descriptor, Kind.READ_STATICALLY);
        }

        @Override
        public AnnotationVisitor visitAnnotation(String key, String descriptor) {
            return annotation(descriptor);
        }

        @Override
        public AnnotationVisitor visitArray(String key) {
            return this;
        }
    }
}
