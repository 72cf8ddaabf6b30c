package io.github.keycloakassume.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.keycloakassume.core.schedule.LogLine;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.BasicLogger;
import org.keycloak.common.util.Time;

/** The rules of {@code docs/architecture.md}, for all modules: the rooms of each lie in one package. */
public final class Rules {

    /** Keycloak's SPI base types that providers and factories must name; all else of these JARs is internals. */
    private static final Set<String> SPI_BASE_TYPES = Set.of(
            "org.keycloak.authentication.AuthenticationFlowContext",
            "org.keycloak.authentication.Authenticator",
            "org.keycloak.authentication.authenticators.browser.CookieAuthenticator",
            "org.keycloak.authentication.authenticators.browser.CookieAuthenticatorFactory",
            "org.keycloak.authorization.protection.introspect.RPTIntrospectionProvider",
            "org.keycloak.authorization.protection.introspect.RPTIntrospectionProviderFactory",
            "org.keycloak.broker.provider.BrokeredIdentityContext",
            "org.keycloak.connections.jpa.JpaConnectionProvider",
            "org.keycloak.connections.jpa.entityprovider.JpaEntityProvider",
            "org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory",
            "org.keycloak.events.Event",
            "org.keycloak.events.EventBuilder",
            "org.keycloak.events.EventListenerProvider",
            "org.keycloak.events.EventListenerProviderFactory",
            "org.keycloak.events.EventType",
            "org.keycloak.events.admin.AdminEvent",
            "org.keycloak.events.jpa.EventEntity",
            "org.keycloak.protocol.LoginProtocol",
            "org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider",
            "org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory",
            "org.keycloak.protocol.oidc.OIDCLoginProtocolFactory",
            "org.keycloak.protocol.oidc.OIDCLoginProtocolService",
            "org.keycloak.protocol.oidc.RefreshTokenIntrospectionProvider",
            "org.keycloak.protocol.oidc.RefreshTokenIntrospectionProviderFactory",
            "org.keycloak.protocol.oidc.TokenExchangeContext",
            "org.keycloak.protocol.oidc.TokenExchangeContext$Params",
            "org.keycloak.protocol.oidc.TokenExchangeProvider",
            "org.keycloak.protocol.oidc.TokenExchangeProviderFactory",
            "org.keycloak.protocol.oidc.TokenIntrospectionProvider",
            "org.keycloak.protocol.oidc.TokenManager",
            "org.keycloak.protocol.oidc.TokenManager$AccessTokenResponseBuilder",
            "org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProvider",
            "org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProviderFactory",
            "org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker",
            "org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker$AuthorizationCheckException",
            "org.keycloak.protocol.oidc.endpoints.TokenEndpoint",
            "org.keycloak.protocol.oidc.endpoints.UserInfoEndpoint",
            "org.keycloak.protocol.oidc.grants.JWTAuthorizationGrantType",
            "org.keycloak.protocol.oidc.grants.JWTAuthorizationGrantTypeFactory",
            "org.keycloak.protocol.oidc.grants.OAuth2GrantType",
            "org.keycloak.protocol.oidc.grants.OAuth2GrantType$Context",
            "org.keycloak.protocol.oidc.grants.OAuth2GrantTypeBase",
            "org.keycloak.protocol.oidc.grants.PermissionGrantType",
            "org.keycloak.protocol.oidc.grants.PermissionGrantTypeFactory",
            "org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper",
            "org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper",
            "org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper",
            "org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProvider",
            "org.keycloak.protocol.oidc.refresh.InitialRefreshTokenContext",
            "org.keycloak.protocol.oidc.refresh.RefreshTokenContext",
            "org.keycloak.protocol.oidc.refresh.RefreshTokenException",
            "org.keycloak.protocol.oidc.refresh.RefreshTokenProvider",
            "org.keycloak.protocol.oidc.refresh.RefreshTokenProviderFactory",
            "org.keycloak.protocol.oidc.token.TokenPostProcessor",
            "org.keycloak.protocol.oidc.token.TokenPostProcessorContext",
            "org.keycloak.protocol.oidc.token.TokenPostProcessorFactory",
            "org.keycloak.protocol.oidc.tokenexchange.AbstractTokenExchangeProvider",
            "org.keycloak.protocol.oidc.tokenexchange.StandardTokenExchangeProvider",
            "org.keycloak.protocol.oidc.tokenexchange.V1TokenExchangeProvider",
            "org.keycloak.protocol.oidc.tokenexchange.V1TokenExchangeProviderFactory",
            "org.keycloak.protocol.saml.preprocessor.SamlAuthenticationPreprocessor",
            "org.keycloak.provider.EnvironmentDependentProviderFactory",
            "org.keycloak.provider.ExceptionConverter",
            "org.keycloak.services.clientpolicy.DefaultClientPolicyManager",
            "org.keycloak.services.clientpolicy.DefaultClientPolicyManagerFactory",
            "org.keycloak.services.clientpolicy.context.ImplicitHybridTokenResponse",
            "org.keycloak.services.clientpolicy.context.SamlLogoutRequestContext",
            "org.keycloak.services.resource.RealmResourceProvider",
            "org.keycloak.services.resource.RealmResourceProviderFactory",
            "org.keycloak.services.resources.admin.AdminEventBuilder",
            "org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider",
            "org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory",
            "org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator");

    private static final DescribedPredicate<JavaClass> IS_SPI_BASE_TYPE =
            DescribedPredicate.describe("be SPI base types", type -> SPI_BASE_TYPES.contains(type.getName()));

    public static final ArchRule NOTHING_LIVES_IN_KEYCLOAKS_PACKAGES =
            noClasses().should().resideInAnyPackage("org.keycloak..");

    public static final ArchRule NO_ROOM_FOR_ODDS_AND_ENDS =
            noClasses().should().resideInAnyPackage("..util..", "..common..", "..helper..", "..utils..", "..helpers..");

    public static final ArchRule TIME_COMES_FROM_THE_INJECTED_CLOCK = noClasses()
            .that()
            .doNotHaveSimpleName("KeycloakClock")
            .should()
            .callMethodWhere(target(owner(HasName.Predicates.name(System.class.getName())))
                    .and(target(HasName.Predicates.name("currentTimeMillis").or(HasName.Predicates.name("nanoTime")))))
            .orShould()
            .callMethodWhere(target(owner(resideInAnyPackage("java.time"))).and(target(HasName.Predicates.name("now"))))
            .orShould()
            .callMethodWhere(target(owner(HasName.Predicates.name(Clock.class.getName())))
                    .and(target(nameStartingWith("system"))))
            .orShould()
            .callConstructor(Date.class)
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Time.class);

    public static final ArchRule NOBODY_SLEEPS = noClasses()
            .should()
            .callMethodWhere(target(owner(HasName.Predicates.name(Thread.class.getName())))
                    .and(target(HasName.Predicates.name("sleep"))));

    /** A line that is not listed cannot be looked up by those who run a server. */
    public static final ArchRule WARNINGS_ARE_LISTED = noClasses()
            .that(not(JavaClass.Predicates.type(LogLine.class)))
            .should()
            .accessTargetWhere(JavaAccess.Predicates.target(owner(JavaClass.Predicates.assignableTo(BasicLogger.class)))
                    .and(JavaAccess.Predicates.target(nameMatching("(warn|error|fatal|log)[fv]?"))))
            .orShould()
            .dependOnClassesThat(resideInAnyPackage("java.util.logging..", "org.slf4j..")
                    .or(JavaClass.Predicates.belongToAnyOf(System.Logger.class)))
            .orShould()
            .callMethodWhere(target(HasName.Predicates.name("printStackTrace")))
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .accessField(System.class, "out");

    /** Keycloak's {@code EntityManagerProxy} throws {@code ModelException} in their place: who catches them catches nothing. */
    public static final ArchRule EXCEPTIONS_OF_JPA_ARE_NOT_CAUGHT = noCodeUnits()
            .should(new ArchCondition<>("catch exceptions of JPA") {
                @Override
                public void check(JavaCodeUnit unit, ConditionEvents events) {
                    unit.getTryCatchBlocks().stream()
                            .flatMap(block -> block.getCaughtThrowables().stream())
                            .filter(resideInAnyPackage("jakarta.persistence..", "org.hibernate.."))
                            .forEach(caught -> events.add(SimpleConditionEvent.satisfied(
                                    unit, unit.getDescription() + " catches " + caught.getName())));
                }
            });

    /** One resource has many spellings of its path ({@code RequestPath}). */
    public static final ArchRule PATHS_ARE_READ_IN_ONE_PLACE = noClasses()
            .that()
            .doNotHaveSimpleName("RequestPath")
            .should()
            .callMethodWhere(target(owner(JavaClass.Predicates.assignableTo(UriInfo.class)))
                    .and(target(HasName.Predicates.name("getPath"))));

    private final String rooms;

    /**
     * The rules of one module.
     *
     * @param base last part of the package that its rooms lie in, for example {@code impersonation}
     */
    public Rules(String base) {
        this.rooms = ".." + base + ".";
    }

    /**
     * The map of modules: a module stands on the core and, of some others, on what they offer.
     *
     * @param others those modules, as the parts of packages that they are
     */
    public ArchRule standsOnTheCoreAndOnWhatIsOfferedBy(String... others) {
        return classes()
                .that()
                .resideInAPackage(rooms + ".")
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackages("io.github.keycloakassume..")
                        .or(resideInAnyPackage(rooms + ".", "io.github.keycloakassume.core.."))
                        .or(OfferedTypes.of(others)));
    }

    public ArchRule roomsFormNoCircle() {
        return slices().matching(rooms + "(*)..").should().beFreeOfCycles();
    }

    /**
     * What is decided needs no server.
     *
     * @param others packages beside the JDK's that the model may know
     */
    public ArchRule theModelKnowsTheJdkAnd(String... others) {
        return classes()
                .that()
                .resideInAPackage(room("model"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", room("model"))
                        .or(resideInAnyPackage(others)));
    }

    public ArchRule internalsAreTouchedInOneRoom() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(room("keycloak"))
                .should()
                .dependOnClassesThat(OriginJar.isOneOf(
                                "keycloak-services",
                                "keycloak-server-spi-private",
                                "keycloak-model-jpa",
                                "keycloak-model-infinispan",
                                "keycloak-model-storage-private",
                                "keycloak-ssf-core",
                                "keycloak-ssf-transmitter")
                        .and(not(IS_SPI_BASE_TYPE)));
    }

    public ArchRule jpaStaysInTheStore() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(room("store"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("jakarta.persistence..", "org.hibernate.."));
    }

    /**
     * Keycloak's own pages and cookies speak JAX-RS, so does the room that touches them.
     *
     * @param nameEndings of classes that may as well, because the SPI that they implement returns a response
     */
    public ArchRule jaxRsStaysAtTheEdge(String... nameEndings) {
        return noClasses()
                .that(resideOutsideOfPackages(room("rest"), room("keycloak"))
                        .and(DescribedPredicate.describe(
                                "are not named after one of " + List.of(nameEndings),
                                type -> Stream.of(nameEndings)
                                        .noneMatch(
                                                ending -> type.getSimpleName().endsWith(ending)))))
                .should()
                .dependOnClassesThat(resideInAPackage("jakarta.ws.rs.."));
    }

    public ArchRule metricsAreTheTrailsAffair() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(room("audit"))
                .should()
                .dependOnClassesThat(resideInAPackage("io.micrometer.."));
    }

    private String room(String name) {
        return rooms + name + "..";
    }
}
