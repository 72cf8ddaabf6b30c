package io.github.keycloakassume.tests.security;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.keycloakassume.core.store.TrailEntity;
import io.github.keycloakassume.core.store.TrailStore;
import jakarta.persistence.Column;
import jakarta.persistence.EntityManager;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.criteria.CriteriaDelete;
import jakarta.persistence.criteria.CriteriaUpdate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of the trail")
final class TrailIsKeptTest {

    private static final String ONE_PERSON =
            "update TrailEntity t set t\\.(actor|subject)Id = :newId, t\\.\\1Name = :newName where t\\.\\1Id = :id and .*";
    private static final String RETENTION =
            "delete from TrailEntity t where t\\.realmId = :realmId( and t\\.occurredAt < :before)?";

    private final JavaClasses shipped = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    "io.github.keycloakassume.core",
                    "io.github.keycloakassume.impersonation",
                    "io.github.keycloakassume.assumption");

    @Test
    void nothing_changes_an_entry_but_the_pseudonym_of_a_removed_user() {
        assertThat(queries("update")).isNotEmpty().allMatch(query -> query.matches(ONE_PERSON));
        assertThat(Stream.of(TrailEntity.class.getDeclaredFields())
                        .filter(field -> field.isAnnotationPresent(Column.class)))
                .isNotEmpty()
                .noneMatch(field -> field.getAnnotation(Column.class).updatable());
        fields().that()
                .areDeclaredIn(TrailEntity.class)
                .and()
                .areNotStatic()
                .should()
                .bePrivate()
                .check(shipped);
    }

    @Test
    void nothing_deletes_an_entry_but_retention_and_the_end_of_its_realm() {
        assertThat(queries("delete")).isNotEmpty().allMatch(query -> query.matches(RETENTION));
        noClasses()
                .that()
                .belongToAnyOf(TrailStore.class)
                .should()
                .callMethod(EntityManager.class, "remove", Object.class)
                .check(shipped);
    }

    /** No query that is not one of those above, and no class beside the store's own. */
    @Test
    void nothing_else_touches_the_table() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.store\\.(Trail|AssumeEntityProviderFactory).*")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(TrailEntity.class)
                .check(shipped);
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(CriteriaUpdate.class, CriteriaDelete.class)
                .check(shipped);
        noClasses()
                .that(simpleNameStartingWith("Trail"))
                .should()
                .callMethod(EntityManager.class, "createNativeQuery", String.class)
                .orShould()
                .callMethod(EntityManager.class, "createQuery", String.class)
                .orShould()
                .callMethod(EntityManager.class, "merge", Object.class)
                .check(shipped);
    }

    /** Of all entities, for a query may stand at any of them. */
    private List<String> queries(String verb) {
        return shipped.stream()
                .filter(type -> type.getSimpleName().endsWith("Entity"))
                .flatMap(type -> Stream.of(type.reflect().getAnnotationsByType(NamedQuery.class)))
                .map(NamedQuery::query)
                .filter(query -> query.startsWith(verb) && query.contains("TrailEntity"))
                .toList();
    }
}
