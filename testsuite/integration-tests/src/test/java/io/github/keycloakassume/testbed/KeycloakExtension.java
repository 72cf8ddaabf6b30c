package io.github.keycloakassume.testbed;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives test classes their fixtures and keeps what a failed test leaves behind. JUnit's stores end what one class or test has. */
final class KeycloakExtension implements ExecutionCondition, BeforeAllCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(KeycloakExtension.class);

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        // A browser that a constructor asks for belongs to the one test.
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), KeycloakTest.class)
                .flatMap(test -> RunFixtures.ofThisJvm().runtime().objection(ServerSpec.of(test)))
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("This runtime has such a server"));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Store store = context.getStore(NAMESPACE);
        // Nested classes find what the outer class has.
        if (store.get(ClassFixtures.class) == null) {
            KeycloakTest test = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), KeycloakTest.class)
                    .orElseThrow();
            store.put(ClassFixtures.class, new ClassFixtures(ServerSpec.of(test), RunFixtures.ofThisJvm()));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return FixtureType.of(parameter.getParameter().getType()).isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return switch (FixtureType.of(parameter.getParameter().getType()).orElseThrow()) {
            case BROWSER -> browser(context);
            case SERVER -> classFixtures(context).server();
            case REALM -> classFixtures(context).realm();
            case TOKENS -> classFixtures(context).realm().tokens();
            case ADMIN_CLIENT -> classFixtures(context).adminClient();
            case TIME_MACHINE -> classFixtures(context).timeMachine();
            case ROWS -> classFixtures(context).rows();
            case METRICS -> classFixtures(context).metrics();
            case STATEMENTS -> classFixtures(context).statements();
            case STOCK_TWIN -> classFixtures(context).stockTwin();
            case RESTART -> classFixtures(context).restart();
            case DATABASE -> classFixtures(context).database();
            case CLUSTER -> classFixtures(context).cluster();
            case MAILBOX -> RunFixtures.ofThisJvm().mailbox();
            case POSTGRESQL -> RunFixtures.ofThisJvm().postgreSql();
            case MARIADB -> RunFixtures.ofThisJvm().mariaDb();
        };
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ClassFixtures fixtures = classFixtures(context);
        if (context.getExecutionException().isPresent()) {
            FailureArtifacts.of(context)
                    .keep(fixtures, context.getStore(NAMESPACE).get(Browser.class, Browser.class));
        }
        fixtures.resetTime();
    }

    private static Browser browser(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(
                        Browser.class,
                        type -> new Browser(RunFixtures.ofThisJvm().chromium().newContext()),
                        Browser.class);
    }

    private static ClassFixtures classFixtures(ExtensionContext context) {
        ClassFixtures fixtures = context.getStore(NAMESPACE).get(ClassFixtures.class, ClassFixtures.class);
        if (fixtures == null) {
            throw new IllegalStateException("@KeycloakTest belongs on the class");
        }
        return fixtures;
    }
}
