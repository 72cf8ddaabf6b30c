package io.github.keycloakassume.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.github.keycloakassume.planted.impersonation.model.PlantedModel;
import io.github.keycloakassume.planted.impersonation.rest.PlantedCircle;
import io.github.keycloakassume.planted.impersonation.session.PlantedUse;
import io.github.keycloakassume.planted.impersonation.session.PlantedViolations;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each architecture rule catches a planted violation")
final class RulesBiteTest {

    private final Rules rules = new Rules("impersonation");
    private final JavaClasses planted = new ClassFileImporter()
            .importClasses(PlantedViolations.class, PlantedCircle.class, PlantedModel.class, PlantedUse.class);

    @Test
    void a_type_of_keycloak_services_outside_the_keycloak_room_is_found_by_its_origin_jar() {
        assertThat(violationsOf(rules.internalsAreTouchedInOneRoom()))
                .anySatisfy(message -> assertThat(message).contains("AuthenticationManager"))
                .anySatisfy(message -> assertThat(message).contains("KeycloakModelUtils"))
                .noneSatisfy(message -> assertThat(message).contains("PlantedViolations.allowed("));
    }

    @Test
    void a_module_that_uses_one_on_which_it_does_not_stand_is_found() {
        assertThat(violationsOf(rules.standsOnTheCoreAndOnWhatIsOfferedBy()))
                .anySatisfy(message -> assertThat(message).contains("PlantedOffer.word()"))
                .anySatisfy(message -> assertThat(message).contains("PlantedSecret.text()"))
                .noneSatisfy(message -> assertThat(message).contains("Refusal"));
    }

    @Test
    void a_module_that_uses_of_another_more_than_that_offers_is_found() {
        assertThat(violationsOf(rules.standsOnTheCoreAndOnWhatIsOfferedBy("assumption")))
                .anySatisfy(message -> assertThat(message).contains("PlantedSecret.text()"))
                .noneSatisfy(message -> assertThat(message).contains("PlantedOffer"))
                .noneSatisfy(message -> assertThat(message).contains("PlantedWord"));
    }

    @Test
    void two_rooms_that_need_each_other_are_a_circle() {
        assertThat(violationsOf(rules.roomsFormNoCircle())).isNotEmpty();
    }

    @Test
    void a_model_that_knows_keycloak_is_found() {
        assertThat(violationsOf(rules.theModelKnowsTheJdkAnd())).isNotEmpty();
    }

    @Test
    void jpa_outside_the_store_is_found() {
        assertThat(violationsOf(rules.jpaStaysInTheStore())).isNotEmpty();
    }

    @Test
    void jax_rs_away_from_the_edge_is_found() {
        assertThat(violationsOf(rules.jaxRsStaysAtTheEdge())).isNotEmpty();
    }

    @Test
    void a_metric_outside_the_audit_room_is_found() {
        assertThat(violationsOf(rules.metricsAreTheTrailsAffair())).isNotEmpty();
    }

    @Test
    void every_way_to_the_wall_clock_is_found() {
        assertThat(violationsOf(Rules.TIME_COMES_FROM_THE_INJECTED_CLOCK))
                .anySatisfy(message -> assertThat(message).contains("System.currentTimeMillis"))
                .anySatisfy(message -> assertThat(message).contains("Instant.now"))
                .anySatisfy(message -> assertThat(message).contains("Clock.systemUTC"))
                .anySatisfy(message -> assertThat(message).contains("Time.currentTime"))
                .anySatisfy(message -> assertThat(message).contains("java.util.Date"));
    }

    @Test
    void a_warning_that_is_not_listed_is_found_in_every_form() {
        assertThat(violationsOf(Rules.WARNINGS_ARE_LISTED))
                .anySatisfy(message -> assertThat(message).contains(".warn("))
                .anySatisfy(message -> assertThat(message).contains(".errorf("))
                .anySatisfy(message -> assertThat(message).contains(".logf("))
                .anySatisfy(message -> assertThat(message).contains(".fatal("))
                .noneSatisfy(message -> assertThat(message).contains(".debugf("));
    }

    @Test
    void sleeping_is_found() {
        assertThat(violationsOf(Rules.NOBODY_SLEEPS)).isNotEmpty();
    }

    @Test
    void an_exception_that_keycloak_has_replaced_is_found_where_it_is_caught() {
        assertThat(violationsOf(Rules.EXCEPTIONS_OF_JPA_ARE_NOT_CAUGHT))
                .anySatisfy(message -> assertThat(message).contains("OptimisticLockException"));
    }

    @Test
    void a_path_that_is_read_elsewhere_is_found() {
        assertThat(violationsOf(Rules.PATHS_ARE_READ_IN_ONE_PLACE)).isNotEmpty();
    }

    @Test
    void the_rules_of_another_module_look_at_its_own_rooms() {
        Rules others = new Rules("assumption");

        assertThat(violationsOf(others.theModelKnowsTheJdkAnd().allowEmptyShould(true)))
                .isEmpty();
        assertThat(violationsOf(others.jpaStaysInTheStore())).isNotEmpty();
    }

    @Test
    void a_model_may_know_the_packages_that_are_named() {
        assertThat(violationsOf(rules.theModelKnowsTheJdkAnd("org.keycloak.."))).isEmpty();
    }

    private List<String> violationsOf(ArchRule rule) {
        return rule.evaluate(planted).getFailureReport().getDetails();
    }
}
