package io.github.keycloakassume.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.store.GrantStore;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** In every build, without a server: that the run, which takes long, has forgotten nothing. */
@DisplayName("The fault run")
final class FaultRunTest {

    private static final String CORE = "io.github.keycloakassume.core";
    private static final String ENGINE = "io.github.keycloakassume.impersonation";
    private static final String GRANTS = "io.github.keycloakassume.assumption";

    private static final Set<String> WRITERS = Writers.among(new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(CORE, ENGINE, GRANTS));

    private final Set<String> walked = UseCases.all().stream()
            .flatMap(useCase -> useCase.walked().stream())
            .collect(Collectors.toSet());

    @Test
    void walks_every_class_that_writes_or_says_why_not() {
        assertThat(problems(WRITERS)).isEmpty();
    }

    @Test
    void names_for_each_use_case_what_it_walks() {
        assertThat(UseCases.all())
                .allSatisfy(useCase ->
                        assertThat(useCase.walked()).as(useCase.name()).isNotEmpty());
    }

    @Test
    void knows_the_use_cases_by_their_names() {
        assertThat(UseCases.all()).extracting(UseCase::name).doesNotHaveDuplicates();
    }

    /** So that code which is read wrongly does not pass for code without writers. */
    @Test
    void finds_those_that_write_by_others_and_by_interfaces_and_not_those_that_look_or_refuse() {
        assertThat(WRITERS)
                .contains(
                        "StartImpersonation", "EndWithoutLogin", "TellTenant", "GrantTrail", "ActOnBehalf", "Removals")
                .doesNotContain(
                        "FindImpersonation", "SeeTrail", "FindGrants", "ExportGrants", "Callers", "SessionsResource");
    }

    @Test
    void says_of_a_new_one_what_is_to_be_done() {
        JavaClasses withOneMore =
                new ClassFileImporter().importPackages(CORE, ENGINE, GRANTS, FaultRunTest.class.getPackageName());

        assertThat(problems(Writers.among(withOneMore)))
                .filteredOn(problem -> problem.startsWith("FaultRunTest "))
                .singleElement()
                .asString()
                .contains("writes, and no use case of the fault run walks it");
    }

    @SuppressWarnings("unused") // read as compiled code
    private static final class Newcomer {

        void write(GrantStore store, Grant grant) {
            store.insert(grant);
        }
    }

    private List<String> problems(Set<String> writers) {
        return Stream.of(
                        without(writers, walked, Unwalked.REASONS.keySet())
                                .map(name -> name + " writes, and no use case of the fault run walks it: add a use case"
                                        + " that names it by walking(…), or say in Unwalked why there is none"),
                        without(walked, writers, Set.of())
                                .map(name -> name + " is named by a use case of the fault run and does not write:"
                                        + " it has another name now, or is not to be named"),
                        without(Unwalked.REASONS.keySet(), writers, Set.of())
                                .map(name -> name + " is named in Unwalked and does not write:"
                                        + " it has another name now, or is not to be named"),
                        Unwalked.REASONS.keySet().stream()
                                .filter(walked::contains)
                                .map(name -> name + " is walked: Unwalked must not name it"))
                .flatMap(sentences -> sentences)
                .toList();
    }

    private static Stream<String> without(Set<String> names, Set<String> some, Set<String> others) {
        return new TreeSet<>(names).stream().filter(name -> !some.contains(name) && !others.contains(name));
    }
}
