package io.github.keycloakassume.tests.assumption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.assumption.model.AllowedAct;
import io.github.keycloakassume.assumption.model.AttemptFacts;
import io.github.keycloakassume.assumption.model.Belonging;
import io.github.keycloakassume.assumption.model.Grant;
import io.github.keycloakassume.assumption.model.GrantChoice;
import io.github.keycloakassume.assumption.model.GrantDecision;
import io.github.keycloakassume.assumption.model.GrantPeriod;
import io.github.keycloakassume.assumption.model.GrantTerms;
import io.github.keycloakassume.assumption.model.Owner;
import io.github.keycloakassume.assumption.model.Scope;
import io.github.keycloakassume.assumption.store.GrantStore;
import io.github.keycloakassume.core.model.Mode;
import io.github.keycloakassume.core.model.Person;
import io.github.keycloakassume.testbed.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A grant from before there were owners")
final class GrantOwnerMigrationIT {

    private static final String RELEASED = "META-INF/assume-grants-changelog-0.1.0.xml";
    private static final Belonging IN_ACME = new Belonging(Set.of("acme"), Set.of("acme"), Set.of());

    @ParameterizedTest(name = "{0} about {1} {2}, decided by {3} in the name of {4}")
    @CsvSource({
        "ALLOW, REALM, realm, ada, REALM, REALM, , true",
        "ALLOW, USER, alice, ada, REALM, REALM, , true",
        "ALLOW, USER, alice, alice, USER, USER, , true",
        "ALLOW, ORGANIZATION, acme, ada, REALM, REALM, , true",
        "ALLOW, ORGANIZATION, acme, olga, ORGANIZATION, ORGANIZATION, acme, true",
        "ALLOW, USER, alice, olga, ORGANIZATION, ORGANIZATION, , false",
        "DENY, USER, alice, ada, REALM, REALM, , false",
        "DENY, USER, alice, alice, USER, USER, , false",
        "DENY, USER, alice, alice, REALM, USER, , false",
        "DENY, USER, alice, olga, ORGANIZATION, ORGANIZATION, , false",
        "DENY, ORGANIZATION, acme, olga, ORGANIZATION, ORGANIZATION, acme, false",
    })
    void has_the_owner_that_its_row_tells_of_and_never_lets_in_more(
            String effect,
            String scope,
            String target,
            String decider,
            String decidedAs,
            String kind,
            @Nullable String organization,
            boolean letsIn)
            throws SQLException, LiquibaseException {
        Database database = new Database("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        try (Connection connection = database.connect()) {
            new Liquibase(
                            RELEASED,
                            new ClassLoaderResourceAccessor(),
                            DatabaseFactory.getInstance()
                                    .findCorrectDatabaseImplementation(new JdbcConnection(connection)))
                    .update();
        }
        try (Connection connection = database.connect()) {
            insert(connection, effect, scope, target, decider, decidedAs);
        }

        try (StoreBed bed = StoreBed.in(database)) {
            List<Grant> grants =
                    bed.read(session -> new GrantStore(session).reaching("realm", List.of("realm", "acme", "alice")));

            assertThat(grants).singleElement().satisfies(grant -> {
                Owner owner = grant.owner();
                assertThat(owner.authority()).hasToString(kind);
                assertThat(owner.organizationId()).isEqualTo(organization);
                // With a grant of her own besides: a denial keeps that out, too.
                assertThat(lets(grant, own(grant))).isEqualTo(letsIn || effect.equals("ALLOW"));
                assertThat(lets(grant)).isEqualTo(letsIn);
            });
        }
    }

    private static boolean lets(Grant... grants) {
        AttemptFacts facts = new AttemptFacts(
                Instant.EPOCH.plusSeconds(60),
                Instant.EPOCH.plusSeconds(60),
                new Person("master", "agent", "agent"),
                Set.of(),
                Set.of(),
                Mode.FULL,
                AllowedAct.IMPERSONATE,
                null,
                IN_ACME);
        return GrantChoice.choose(facts, List.of(grants), grant -> true).isPresent();
    }

    private static Grant own(Grant like) {
        return Grant.given(
                "own",
                "realm",
                Scope.user("alice"),
                GrantTerms.usual(),
                new GrantDecision(null, like.createdBy(), like.createdBy(), Owner.USER, null),
                GrantPeriod.from(Instant.EPOCH, null));
    }

    private static void insert(
            Connection connection, String effect, String scope, String target, String decider, String decidedAs)
            throws SQLException {
        String sql = "insert into ASSUME_GRANT (ID, VERSION, REALM_ID, SCOPE_KIND, TARGET_ID, EFFECT, ACCESS_MODE,"
                + " ALLOWED, CREATED_BY_REALM_ID, CREATED_BY_ID, CREATED_BY_NAME, DECIDED_BY_REALM_ID,"
                + " DECIDED_BY_ID, DECIDED_BY_NAME, DECIDED_AS, STARTS_AT)"
                + " values ('grant', 0, 'realm', ?, ?, ?, 'FULL', ?, 'realm', 'creator', 'creator', 'realm', ?, ?, ?, 0)";
        try (PreparedStatement row = connection.prepareStatement(sql)) {
            String[] values = {
                scope, target, effect, effect.equals("ALLOW") ? "[\"IMPERSONATE\"]" : null, decider, decider, decidedAs
            };
            for (int i = 0; i < values.length; i++) {
                row.setString(i + 1, values[i]);
            }
            row.executeUpdate();
        }
    }
}
