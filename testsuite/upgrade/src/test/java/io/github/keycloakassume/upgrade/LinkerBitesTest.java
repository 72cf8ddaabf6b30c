package io.github.keycloakassume.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A Keycloak with one class that was changed, for each way in which that can break us. */
@DisplayName("In a Keycloak in which")
final class LinkerBitesTest {

    private static final String COOKIE_FACTORY =
            "org/keycloak/authentication/authenticators/browser/CookieAuthenticatorFactory";
    private static final String USER = "org/keycloak/models/UserModel";
    private static final String TASK = "org/keycloak/models/KeycloakSessionTask";
    private static final String DETAILS = "org/keycloak/events/Details";

    @Test
    void a_class_that_we_extend_is_final_that_is_found() {
        assertThat(problemsWith(COOKIE_FACTORY, new Change(Opcodes.ACC_FINAL, "none", 0, 0, "")))
                .anySatisfy(problem ->
                        assertThat(problem).contains("CookieAuthenticatorFactory  extended", "may not be extended"));
    }

    @Test
    void a_method_that_we_call_is_gone_that_is_found() {
        assertThat(problemsWith(USER, Change.without("getUsername")))
                .containsExactly(
                        "org.keycloak.models.UserModel#getUsername() : String  called: there is no such member any more");
    }

    @Test
    void a_method_that_we_override_is_final_that_is_found() {
        assertThat(problemsWith(COOKIE_FACTORY, new Change(0, "create", Opcodes.ACC_FINAL, 0, "")))
                .anySatisfy(problem -> assertThat(problem).contains("#create(", "overridden: it is final now"));
    }

    @Test
    void a_method_that_we_call_is_static_that_is_found() {
        assertThat(problemsWith(USER, new Change(0, "getUsername", Opcodes.ACC_STATIC, Opcodes.ACC_ABSTRACT, "")))
                .anySatisfy(problem -> assertThat(problem).contains("it is static now"));
    }

    @Test
    void a_method_that_we_call_is_not_public_that_is_found() {
        assertThat(problemsWith(USER, new Change(0, "getUsername", 0, Opcodes.ACC_PUBLIC, "")))
                .anySatisfy(problem -> assertThat(problem).contains("it is less visible now"));
    }

    @Test
    void a_constant_has_another_value_that_is_found() {
        assertThat(problemsWith(DETAILS, new Change(0, "USERNAME", 0, 0, "user_name")))
                .containsExactly("org.keycloak.events.Details#USERNAME : String = \"username\"  copied: its value is"
                        + " \"user_name\" now");
    }

    @Test
    void an_interface_that_we_implement_by_a_lambda_asks_for_more_that_is_found() {
        Jars changed = changed(TASK, new Change(0, "none", 0, 0, "added"));

        assertThat(new AbstractMethods(Build.ours(), changed, Build.libraries())
                        .noLambdas(OurUses.all(), new Lookup(Build.today(), Build.libraries())))
                .anySatisfy(problem -> assertThat(problem).contains("KeycloakSessionTask", "added()V"));
    }

    @Test
    void a_class_is_gone_that_is_found() {
        assertThat(problemsWith(USER, Change.without("*")))
                .anySatisfy(problem -> assertThat(problem).contains("UserModel").endsWith("the class is gone"));
    }

    private static List<String> problemsWith(String className, Change change) {
        Jars there = changed(className, change);
        return new Linker(new Lookup(Build.today(), Build.libraries()), there, new Lookup(there, Build.libraries()))
                .problems(OurUses.all().stream()
                        .filter(use -> use.owner().equals(className))
                        .toList());
    }

    private static Jars changed(String className, Change change) {
        byte[] code = Build.today().file(className + ".class").orElseThrow();
        return Build.today().with(className, change.member().equals("*") ? null : change.of(code));
    }

    /**
     * What is done to a class.
     *
     * @param flags that the class gets
     * @param member to be changed; without flags and text it goes
     * @param text value that a constant gets, or the name of a method that is added
     */
    private record Change(int flags, String member, int added, int removed, String text) {

        static Change without(String member) {
            return new Change(0, member, -1, 0, "");
        }

        byte[] of(byte[] code) {
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(code).accept(new Changing(writer, this), 0);
            return writer.toByteArray();
        }
    }

    private static final class Changing extends ClassVisitor {

        private final Change change;

        Changing(ClassVisitor next, Change change) {
            super(Opcodes.ASM9, next);
            this.change = change;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String parent,
                String @Nullable [] interfaces) {
            super.visit(version, access | change.flags(), name, signature, parent, interfaces);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            if (!name.equals(change.member())) {
                return super.visitMethod(access, name, descriptor, signature, exceptions);
            }
            return change.added() < 0
                    ? null
                    : super.visitMethod(
                            (access | change.added()) & ~change.removed(), name, descriptor, signature, exceptions);
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            return super.visitField(
                    access, name, descriptor, signature, name.equals(change.member()) ? change.text() : value);
        }

        @Override
        public void visitEnd() {
            if (change.text().equals("added")) {
                super.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "added", "()V", null, null)
                        .visitEnd();
            }
            super.visitEnd();
        }
    }
}
