package io.github.keycloakassume.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.NamedQueries;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keycloak.models.jpa.entities.RoleEntity;

/** Statements of Keycloak that change many rows, of which Hibernate tells no listener: read from its own classes. */
@DisplayName("Keycloak's statements that change many rows")
final class BulkStatementsTest {

    private static final Pattern WRITES =
            Pattern.compile("\\s*(?:delete(?:\\s+from)?|insert\\s+into|update)\\s+(\\w+).*", Pattern.DOTALL);

    /** What gives or takes a role, or makes a place for one: tables with such a name are watched, or named here. */
    private static final Pattern OF_ROLES = Pattern.compile(".*(ROLE|GROUP|COMPOSITE).*");

    /** Attributes, and which roles a client or scope may put into a token: no one holds a role by these. */
    private static final Set<String> GIVE_NOTHING =
            Set.of("GROUP_ATTRIBUTE", "ROLE_ATTRIBUTE", "CLIENT_SCOPE_ROLE_MAPPING");

    @Test
    void are_watched_where_they_give_or_take_roles() {
        Set<String> written = tablesWritten();

        assertThat(written)
                .contains("USER_ROLE_MAPPING", "USER_GROUP_MEMBERSHIP", "GROUP_ROLE_MAPPING", "COMPOSITE_ROLE");
        assertThat(written)
                .filteredOn(table -> OF_ROLES.matcher(table).matches())
                .allSatisfy(table -> assertThat(watched().contains(table) != GIVE_NOTHING.contains(table))
                        .as("%s is on one list", table)
                        .isTrue());
    }

    @Test
    void have_known_kinds_of_ways_to_give_a_role_to_users() {
        assertThat(statements().entrySet())
                .filteredOn(statement -> statement.getValue().strip().startsWith("insert"))
                .extracting(Map.Entry::getKey)
                .contains("grantRoleToAllUsers");
    }

    private static Set<String> watched() {
        return Stream.concat(RoleWrites.TABLES.stream(), RoleWrites.USER_TABLES.stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> tablesWritten() {
        Map<String, String> tables = entities().stream()
                .collect(Collectors.toMap(Class::getSimpleName, BulkStatementsTest::table, (one, other) -> one));
        return statements().values().stream()
                .map(WRITES::matcher)
                .filter(Matcher::matches)
                .map(statement -> tables.get(statement.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** By their names. */
    private static Map<String, String> statements() {
        return entities().stream()
                .flatMap(BulkStatementsTest::queries)
                .filter(query -> WRITES.matcher(query.query()).matches())
                .collect(Collectors.toMap(NamedQuery::name, NamedQuery::query, (one, other) -> one));
    }

    private static Stream<NamedQuery> queries(Class<?> entity) {
        NamedQueries several = entity.getAnnotation(NamedQueries.class);
        return Stream.concat(
                Arrays.stream(entity.getAnnotationsByType(NamedQuery.class)),
                several == null ? Stream.empty() : Arrays.stream(several.value()));
    }

    private static String table(Class<?> entity) {
        Table table = entity.getAnnotation(Table.class);
        return (table == null ? entity.getSimpleName() : table.name()).toUpperCase(Locale.ROOT);
    }

    private static List<Class<?>> entities() {
        try (JarFile jar = new JarFile(Path.of(RoleEntity.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.matches("org/keycloak/.*/entit(y|ies)/.*\\.class"))
                    .<Class<?>>map(name -> load(name.replace(".class", "").replace('/', '.')))
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, BulkStatementsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
