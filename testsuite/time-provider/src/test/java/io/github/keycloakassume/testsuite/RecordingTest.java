package io.github.keycloakassume.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The recording of SQL statements")
final class RecordingTest {

    private final Connection connection = proxy(Connection.class, new RecordedConnection(silent(Connection.class)));

    @Test
    @DisplayName("has each execution of prepared and plain statements, and each part of a batch")
    void executions() throws SQLException {
        StatementLog.begin();
        try (PreparedStatement prepared = connection.prepareStatement("prepared");
                Statement plain = connection.createStatement()) {
            prepared.executeQuery();
            prepared.executeQuery();
            prepared.addBatch();
            prepared.addBatch();
            prepared.executeBatch();
            plain.execute("plain");
        }
        assertThat(StatementLog.end()).containsExactly("prepared", "prepared", "prepared", "prepared", "plain");
    }

    @Test
    @DisplayName("leaves out what comes by itself")
    void timer() throws InterruptedException {
        StatementLog.begin();
        for (String name : List.of("Timer-0", "assume-expiry", "assume-end-1")) {
            Thread timer = new Thread(() -> StatementLog.add("by itself"), name);
            timer.start();
            timer.join();
        }
        assertThat(StatementLog.end()).isEmpty();
    }

    @Test
    @DisplayName("ends")
    void end() {
        StatementLog.begin();
        StatementLog.end();
        StatementLog.add("later");
        assertThat(StatementLog.end()).isEmpty();
    }

    private static <T> T silent(Class<T> type) {
        return proxy(type, (self, method, arguments) -> {
            Class<?> result = method.getReturnType();
            if (result == boolean.class) {
                return false;
            }
            return Statement.class.isAssignableFrom(result) ? silent(result) : null;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(RecordingTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
