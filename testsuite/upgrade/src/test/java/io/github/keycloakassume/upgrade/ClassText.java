package io.github.keycloakassume.upgrade;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The texts in a class: what its code and its constants say, and texts of its annotations. */
final class ClassText extends ClassVisitor {

    private final byte[] code;
    private final Set<String> texts = new HashSet<>();
    private final Map<String, List<String>> annotations = new HashMap<>();

    private ClassText(byte[] code) {
        super(Opcodes.ASM9);
        this.code = code;
        new ClassReader(code).accept(this, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    static ClassText of(byte[] code) {
        return new ClassText(code);
    }

    static Optional<ClassText> of(Jars jars, String className) {
        return jars.file(className + ".class").map(ClassText::new);
    }

    /** Texts of the code, those that are put together of parts too: in pieces. */
    Stream<String> texts() {
        return texts.stream();
    }

    /** Whether the class has a text anywhere, in an annotation too. */
    boolean has(String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        byte[] entry = new byte[wanted.length + 3];
        entry[0] = 1; // CONSTANT_Utf8, then its length
        entry[1] = (byte) (wanted.length >> 8);
        entry[2] = (byte) wanted.length;
        System.arraycopy(wanted, 0, entry, 3, wanted.length);
        return indexOf(entry) >= 0;
    }

    /** Texts that annotations of that kind have, on the class ({@code ""}), a method or a field of that name. */
    Stream<String> annotated(String annotation, String member) {
        return annotations.getOrDefault(member + " " + annotation, List.of()).stream();
    }

    /** Whether the class itself has such an annotation. */
    boolean isAnnotated(String annotation) {
        return annotations.containsKey(" " + annotation);
    }

    /** The same on all members. */
    Stream<String> annotated(String annotation) {
        return annotations.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(" " + annotation))
                .flatMap(entry -> entry.getValue().stream());
    }

    private int indexOf(byte[] entry) {
        for (int at = 0; at <= code.length - entry.length; at++) {
            if (Arrays.equals(code, at, at + entry.length, entry, 0, entry.length)) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        return annotation("", descriptor);
    }

    @Override
    public FieldVisitor visitField(
            int access, String field, String descriptor, @Nullable String signature, @Nullable Object value) {
        return new FieldVisitor(Opcodes.ASM9) {
            @Override
            public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                return annotation(field, annotation);
            }
        };
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                return annotation(method, annotation);
            }

            @Override
            public void visitLdcInsn(Object value) {
                add(value);
            }

            @Override
            public void visitInvokeDynamicInsn(String name, String type, Handle bootstrap, Object... arguments) {
                Stream.of(arguments).forEach(ClassText.this::add);
            }
        };
    }

    private void add(Object value) {
        if (value instanceof String text) {
            texts.add(text);
        }
    }

    private AnnotationVisitor annotation(String member, String descriptor) {
        String place = member + " " + descriptor.substring(descriptor.lastIndexOf('/') + 1, descriptor.length() - 1);
        annotations.putIfAbsent(place, List.of());
        return new AnnotationVisitor(Opcodes.ASM9) {
            @Override
            public void visit(@Nullable String key, Object value) {
                if (value instanceof String text) {
                    annotations.merge(
                            place,
                            List.of(text),
                            (some, more) ->
                                    Stream.concat(some.stream(), more.stream()).toList());
                }
            }
        };
    }
}
