package io.github.keycloakassume.upgrade;

import io.github.keycloakassume.upgrade.Use.Kind;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads what the code of one of our methods uses. */
final class CodeUses extends MethodVisitor {

    private static final String CONSTRUCTOR = "<init>";
    private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";

    private final Uses uses;
    private final Function<String, AnnotationVisitor> annotations;

    CodeUses(Uses uses, Function<String, AnnotationVisitor> annotations) {
        super(Opcodes.ASM9);
        this.uses = uses;
        this.annotations = annotations;
    }

    @Override
    public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        return annotations.apply(descriptor);
    }

    @Override
    public AnnotationVisitor visitParameterAnnotation(int parameter, String descriptor, boolean visible) {
        return annotations.apply(descriptor);
    }

    @Override
    public void visitTypeInsn(int instruction, String type) {
        uses.type(Type.getObjectType(type));
        if (instruction == Opcodes.NEW) {
            uses.type(type, Kind.INSTANTIATED);
        }
    }

    @Override
    public void visitFieldInsn(int instruction, String owner, String field, String descriptor) {
        Kind kind = switch (instruction) {
            case Opcodes.GETSTATIC -> Kind.READ_STATICALLY;
            case Opcodes.GETFIELD -> Kind.READ;
            default -> Kind.WRITTEN;
        };
        uses.member(owner, field + ":" + descriptor, kind);
    }

    @Override
    public void visitMethodInsn(int instruction, String owner, String method, String descriptor, boolean ofInterface) {
        uses.type(Type.getMethodType(descriptor));
        uses.member(
                owner,
                method + descriptor,
                method.equals(CONSTRUCTOR)
                        ? Kind.CONSTRUCTED
                        : switch (instruction) {
                            case Opcodes.INVOKESTATIC -> Kind.CALLED_STATICALLY;
                            case Opcodes.INVOKESPECIAL -> Kind.CALLED_AS_SUPER;
                            default -> Kind.CALLED;
                        });
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        Type made = Type.getReturnType(descriptor);
        if (bootstrap.getOwner().equals(LAMBDAS)) {
            uses.lambda(made.getInternalName(), name + arguments[0]);
        }
        Stream.of(arguments).forEach(this::constant);
    }

    @Override
    public void visitLdcInsn(Object value) {
        constant(value);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        uses.type(Type.getType(descriptor));
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String caught) {
        if (caught != null) {
            uses.type(caught, Kind.NAMED);
        }
    }

    private void constant(Object value) {
        if (value instanceof Type type) {
            uses.type(type);
        } else if (value instanceof Handle handle) {
            reference(handle);
        }
    }

    /** A method or a field that code refers to without calling it there. */
    private void reference(Handle handle) {
        switch (handle.getTag()) {
            case Opcodes.H_INVOKESTATIC -> method(handle, Kind.CALLED_STATICALLY);
            case Opcodes.H_NEWINVOKESPECIAL -> {
                uses.type(handle.getOwner(), Kind.INSTANTIATED);
                method(handle, Kind.CONSTRUCTED);
            }
            case Opcodes.H_INVOKESPECIAL -> method(handle, Kind.CALLED_AS_SUPER);
            case Opcodes.H_INVOKEVIRTUAL, Opcodes.H_INVOKEINTERFACE -> method(handle, Kind.CALLED);
            default -> uses.member(handle.getOwner(), handle.getName() + ":" + handle.getDesc(), Kind.READ);
        }
    }

    private void method(Handle handle, Kind kind) {
        uses.type(Type.getMethodType(handle.getDesc()));
        uses.member(handle.getOwner(), handle.getName() + handle.getDesc(), kind);
    }
}
