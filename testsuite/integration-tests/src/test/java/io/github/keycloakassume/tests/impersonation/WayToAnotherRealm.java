package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** How a client of a realm gets tokens that another realm, which trusts this one, takes as assertions (RFC 7523). */
enum WayToAnotherRealm {
    ITS_ADDRESS_AS_CLIENT_ID(false, realms -> realms.own().url().toString(), (client, realms) -> {}),
    THE_BROKERS_ADDRESS_BESIDE_ANOTHER(
            true, realms -> TrustedRealm.BROKER, (client, realms) -> redirectTo(client, endpoint(realms))),
    THE_BROKERS_ADDRESS_FOR_LOGOUTS(
            true,
            realms -> TrustedRealm.BROKER,
            (client, realms) ->
                    client.setAttributes(Map.of("post.logout.redirect.uris", endpoint(realms) + "/logout_response"))),
    ITS_ADDRESS_AS_AUDIENCE(
            false,
            realms -> "addressing",
            (client, realms) -> map(
                    client,
                    "oidc-audience-mapper",
                    Map.of("included.custom.audience", realms.own().url().toString()))),
    ITS_ADDRESS_AS_CLAIM(
            false,
            realms -> "claiming",
            (client, realms) -> map(
                    client,
                    "oidc-hardcoded-claim-mapper",
                    Map.of(
                            "claim.name",
                            "aud",
                            "claim.value",
                            realms.own().url().toString(),
                            "jsonType.label",
                            "String",
                            "id.token.claim",
                            "true"))),
    ITS_CLIENT_AS_AUDIENCE(
            true,
            realms -> "addressing-its-client",
            (client, realms) ->
                    map(client, "oidc-audience-mapper", Map.of("included.client.audience", TrustedRealm.BROKER)));

    private final boolean knownByClientId;

    @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
    private final Function<TrustedRealm, String> clientId;

    @SuppressWarnings("ImmutableEnumChecker") // a lambda that captures nothing
    private final BiConsumer<ClientRepresentation, TrustedRealm> change;

    WayToAnotherRealm(
            boolean knownByClientId,
            Function<TrustedRealm, String> clientId,
            BiConsumer<ClientRepresentation, TrustedRealm> change) {
        this.knownByClientId = knownByClientId;
        this.clientId = clientId;
        this.change = change;
    }

    /** What the identity provider of the other realm is told. */
    Map<String, String> provider() {
        return Map.of(
                "jwtAuthorizationGrantEnabled",
                "true",
                "allowClientIdAsAudience",
                String.valueOf(knownByClientId),
                "jwtAuthorizationGrantMaxAllowedAssertionExpiration",
                "3600");
    }

    /** Whether it is the client that is the other realm's, and not what mappers make of the tokens of any. */
    boolean isByTheClientItself() {
        return !this.name().endsWith("AUDIENCE") && this != ITS_ADDRESS_AS_CLAIM;
    }

    /** The client, of the realm that is trusted. */
    TestClient client(TrustedRealm realms) {
        RealmFixture realm = realms.trusted();
        String wanted = clientId.apply(realms);
        if (wanted.equals(TrustedRealm.BROKER)) {
            realm.admin().clients().get(realms.brokerClient().id()).remove();
        }
        return Scene.app(realm, wanted, client -> {
            client.setFullScopeAllowed(false);
            client.setProtocolMappers(List.of());
            map(client, "oidc-hardcoded-claim-mapper", unreadable());
            change.accept(client, realms);
        });
    }

    /** A claim of the wrong type: tokens with it were once not seen to be impersonated ones. */
    private static Map<String, String> unreadable() {
        return Map.of(
                "claim.name", "updated_at", "claim.value", "x", "jsonType.label", "String", "id.token.claim", "true");
    }

    private static void redirectTo(ClientRepresentation client, String address) {
        List<String> addresses = new ArrayList<>(client.getRedirectUris());
        addresses.add(address);
        client.setRedirectUris(addresses);
    }

    private static String endpoint(TrustedRealm realms) {
        return realms.own().url() + "/broker/" + TrustedRealm.ALIAS + "/endpoint";
    }

    private static void map(ClientRepresentation client, String type, Map<String, String> config) {
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName(type + " " + client.getProtocolMappers().size());
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper(type);
        mapper.setConfig(new HashMap<>(config));
        mapper.getConfig().put("access.token.claim", "true");
        List<ProtocolMapperRepresentation> mappers = new ArrayList<>(client.getProtocolMappers());
        mappers.add(mapper);
        client.setProtocolMappers(mappers);
    }
}
