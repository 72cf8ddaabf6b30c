package io.github.keycloakassume.testsuite;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A connection whose statements are {@link RecordedStatement}s. */
record RecordedConnection(Connection real) implements InvocationHandler {

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            Object result = method.invoke(real, arguments);
            if (result instanceof Statement statement) {
                String prepared = arguments != null && arguments[0] instanceof String sql ? sql : "";
                return Proxy.newProxyInstance(
                        RecordedConnection.class.getClassLoader(),
                        new Class<?>[] {method.getReturnType()},
                        new RecordedStatement(statement, prepared));
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
