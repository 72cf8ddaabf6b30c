package io.github.keycloakassume.impersonation;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import org.keycloak.common.util.Time;

/** The rules of {@code docs/architecture.md}. */
final class Rules {

    /** Keycloak's SPI base types that providers and factories must name; all else of these JARs is internals. */
    private static final Set<String> SPI_BASE_TYPES = Set.of(
            "org.keycloak.authentication.AuthenticationFlowContext",
            "org.keycloak.authentication.Authenticator",
            "org.keycloak.authentication.authenticators.browser.CookieAuthenticator",
            "org.keycloak.authentication.authenticators.browser.CookieAuthenticatorFactory",
            "org.keycloak.authorization.protection.introspect.RPTIntrospectionProvider",
            "org.keycloak.authorization.protection.introspect.RPTIntrospectionProviderFactory",
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
            "org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider",
            "org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory",
            "org.keycloak.protocol.oidc.RefreshTokenIntrospectionProvider",
            "org.keycloak.protocol.oidc.RefreshTokenIntrospectionProviderFactory",
            "org.keycloak.protocol.oidc.TokenExchangeContext",
            "org.keycloak.protocol.oidc.TokenExchangeContext$Params",
            "org.keycloak.protocol.oidc.TokenExchangeProvider",
            "org.keycloak.protocol.oidc.TokenExchangeProviderFactory",
            "org.keycloak.protocol.oidc.TokenIntrospectionProvider",
            "org.keycloak.protocol.oidc.TokenManager$AccessTokenResponseBuilder",
            "org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProvider",
            "org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointCheckProviderFactory",
            "org.keycloak.protocol.oidc.endpoints.AuthorizationEndpointChecker",
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
            "org.keycloak.protocol.oidc.tokenexchange.V1TokenExchangeProvider",
            "org.keycloak.protocol.oidc.tokenexchange.V1TokenExchangeProviderFactory",
            "org.keycloak.protocol.saml.preprocessor.SamlAuthenticationPreprocessor",
            "org.keycloak.provider.EnvironmentDependentProviderFactory",
            "org.keycloak.services.resource.RealmResourceProvider",
            "org.keycloak.services.resource.RealmResourceProviderFactory",
            "org.keycloak.services.resources.admin.AdminEventBuilder",
            "org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider",
            "org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory",
            "org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator");

    private static final DescribedPredicate<JavaClass> IS_SPI_BASE_TYPE =
            DescribedPredicate.describe("be SPI base types", type -> SPI_BASE_TYPES.contains(type.getName()));

    static final ArchRule ROOMS_FORM_NO_CIRCLE =
            slices().matching("..impersonation.(*)..").should().beFreeOfCycles();

    static final ArchRule THE_MODEL_KNOWS_THE_JDK_ONLY = classes()
            .that()
            .resideInAPackage("..impersonation.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "..impersonation.model..");

    static final ArchRule INTERNALS_ARE_TOUCHED_IN_ONE_ROOM = noClasses()
            .that()
            .resideOutsideOfPackage("..impersonation.keycloak..")
            .should()
            .dependOnClassesThat(OriginJar.isOneOf(
                            "keycloak-services",
                            "keycloak-server-spi-private",
                            "keycloak-model-jpa",
                            "keycloak-model-infinispan",
                            "keycloak-model-storage-private")
                    .and(not(IS_SPI_BASE_TYPE)));

    static final ArchRule JPA_STAYS_IN_THE_STORE = noClasses()
            .that()
            .resideOutsideOfPackage("..impersonation.store..")
            .should()
            .dependOnClassesThat(resideInAPackage("jakarta.persistence.."));

    /** Keycloak's own pages and cookies speak JAX-RS, so does the room that touches them; three SPIs return a response. */
    static final ArchRule JAX_RS_STAYS_AT_THE_EDGE = noClasses()
            .that()
            .resideOutsideOfPackages("..impersonation.rest..", "..impersonation.keycloak..")
            .and()
            .haveSimpleNameNotEndingWith("IntrospectionProvider")
            .and()
            .haveSimpleNameNotEndingWith("ExchangeProvider")
            .and()
            .haveSimpleNameNotEndingWith("Grant")
            .should()
            .dependOnClassesThat(resideInAPackage("jakarta.ws.rs.."));

    static final ArchRule METRICS_ARE_THE_TRAILS_AFFAIR = noClasses()
            .that()
            .resideOutsideOfPackage("..impersonation.audit..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.micrometer.."));

    static final ArchRule NOTHING_LIVES_IN_KEYCLOAKS_PACKAGES =
            noClasses().should().resideInAnyPackage("org.keycloak..");

    static final ArchRule NO_ROOM_FOR_ODDS_AND_ENDS =
            noClasses().should().resideInAnyPackage("..util..", "..common..", "..helper..", "..utils..", "..helpers..");

    static final ArchRule TIME_COMES_FROM_THE_INJECTED_CLOCK = noClasses()
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

    static final ArchRule NOBODY_SLEEPS = noClasses()
            .should()
            .callMethodWhere(target(owner(HasName.Predicates.name(Thread.class.getName())))
                    .and(target(HasName.Predicates.name("sleep"))));

    private Rules() {}
}
