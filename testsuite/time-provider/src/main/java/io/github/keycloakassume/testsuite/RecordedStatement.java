package io.github.keycloakassume.testsuite;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement that writes into {@link StatementLog} what it executes; of a batch each part, when it is added.
 *
 * @param prepared its SQL, empty when each execution brings its own
 */
record RecordedStatement(Statement real, String prepared) implements InvocationHandler {

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (sends(method.getName())) {
            StatementLog.add(arguments != null && arguments[0] instanceof String sql ? sql : prepared);
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static boolean sends(String method) {
        return method.equals("addBatch") || (method.startsWith("execute") && !method.endsWith("Batch"));
    }
}
