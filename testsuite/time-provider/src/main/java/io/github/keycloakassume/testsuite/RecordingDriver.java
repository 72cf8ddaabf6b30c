package io.github.keycloakassume.testsuite;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * H2's JDBC driver with every statement written into {@link StatementLog}: below Hibernate and the pool, so nothing passes
 * it by. A server gets it with {@code --db-driver}.
 */
public final class RecordingDriver implements Driver {

    private final Driver real;

    public RecordingDriver() throws ReflectiveOperationException {
        real = Class.forName("org.h2.Driver")
                .asSubclass(Driver.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        Connection connection = real.connect(url, info);
        return connection == null
                ? null
                : (Connection) Proxy.newProxyInstance(
                        RecordingDriver.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        new RecordedConnection(connection));
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return real.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return real.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return real.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return real.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return real.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.h2");
    }
}
