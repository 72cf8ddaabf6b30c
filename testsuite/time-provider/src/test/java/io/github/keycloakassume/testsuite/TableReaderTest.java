package io.github.keycloakassume.testsuite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The reader of our tables")
final class TableReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"USER_ENTITY", "CREDENTIAL", "ASSUME_", "assume_trail", "ASSUME_TRAIL, CREDENTIAL", "ASSUME_T;--"
            })
    @DisplayName("touches no other table")
    void otherTables(String table) {
        var reader = new TableReader(untouchable());

        assertThatThrownBy(() -> reader.read(table)).hasMessage("Not a table of ours: " + table);
    }

    private static EntityManager untouchable() {
        return (EntityManager) Proxy.newProxyInstance(
                TableReaderTest.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, args) -> {
                    throw new AssertionError("The database was asked: " + method.getName());
                });
    }
}
