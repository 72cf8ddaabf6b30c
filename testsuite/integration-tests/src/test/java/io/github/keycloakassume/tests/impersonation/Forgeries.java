package io.github.keycloakassume.tests.impersonation;

import io.github.keycloakassume.testbed.RealmFixture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.ProtocolMapperTypeRepresentation;

/** Mappers of every type of the running server that write names which are taken for who acts. */
final class Forgeries {

    /** What a forgery says, wherever it can be told. */
    static final String FORGED = "forged";

    /** A claim that shows that the mappers did run. */
    static final String MARKER = "marker";

    /**
     * Names as mappers are told them: a dot makes an object, a dot after a backslash does not. Without members of
     * {@code act} and {@code impersonation} ({@link ForgingMappersIT} has them): beside a claim that is a text Keycloak's
     * mapper fails.
     */
    static final List<String> NAMES = List.of(
            "act",
            "impersonation",
            "act\\.sub",
            "Act",
            "ACT.sub",
            " act",
            "act\u00a0",
            "\u200bact",
            "a\u2060ct",
            "Imper\u017fonation",
            "\uff41\uff43\uff54",
            "urn:example:act",
            "https://example\\.com/claims/impersonation");

    /** The first is told every name; the second writes the subject alone, and has a test of its own. */
    private static final List<String> NOT_HERE =
            List.of("oidc-hardcoded-claim-mapper", "oidc-sha256-pairwise-sub-mapper");

    private Forgeries() {}

    /** Ids of the server's own mapper types for a protocol. */
    static List<String> types(Keycloak admin, String protocol) {
        return admin.serverInfo().getInfo().getProtocolMapperTypes().getOrDefault(protocol, List.of()).stream()
                .map(ProtocolMapperTypeRepresentation::getId)
                .sorted()
                .toList();
    }

    /** Each type with each of both claims, and the one that says anything with every name. */
    static List<ProtocolMapperRepresentation> ofOidc(Keycloak admin) {
        Stream<ProtocolMapperRepresentation> everyType = types(admin, "openid-connect").stream()
                .filter(type -> !NOT_HERE.contains(type))
                .flatMap(type -> Stream.of(oidc(type, "act"), oidc(type, "impersonation")));
        Stream<ProtocolMapperRepresentation> everyName =
                NAMES.stream().map(name -> oidc("oidc-hardcoded-claim-mapper", name));
        return Stream.of(everyType, everyName, Stream.of(oidc("oidc-hardcoded-claim-mapper", MARKER)))
                .flatMap(mappers -> mappers)
                .toList();
    }

    /** A mapper of that type that is told that name in each way in which mappers are told one. */
    static ProtocolMapperRepresentation oidc(String type, String claim) {
        return oidc(type, claim, FORGED);
    }

    static ProtocolMapperRepresentation oidc(String type, String claim, String value) {
        Map<String, String> config = new HashMap<>(Map.of(
                "claim.name", claim,
                "claim.value", value,
                "jsonType.label", "String",
                "user.attribute", "lastName",
                "user.session.note", "assume.impersonation",
                "included.custom.audience", claim,
                "role", "offline_access",
                "new.role.name", claim,
                "full.path", "false"));
        Stream.of(
                        "access.token.claim",
                        "id.token.claim",
                        "userinfo.token.claim",
                        "introspection.token.claim",
                        "lightweight.claim")
                .forEach(where -> config.put(where, "true"));
        return mapper("openid-connect", type, claim, config);
    }

    static ProtocolMapperRepresentation saml(String type, String attribute, String friendlyName) {
        return mapper(
                "saml",
                type,
                attribute + " " + friendlyName,
                Map.of(
                        "attribute.name", attribute,
                        "friendly.name", friendlyName,
                        "attribute.nameformat", "URI Reference",
                        "attribute.value", FORGED,
                        "user.attribute", "lastName",
                        "note", "assume.impersonation",
                        "single", "true",
                        "full.path", "false"));
    }

    /** Adds them to a client about to be created. */
    static void add(ClientRepresentation client, List<ProtocolMapperRepresentation> forgeries) {
        List<ProtocolMapperRepresentation> all =
                new ArrayList<>(client.getProtocolMappers() == null ? List.of() : client.getProtocolMappers());
        all.addAll(forgeries);
        client.setProtocolMappers(all);
    }

    /** Takes the mapper of the extension out of the scope that brings it to every client. */
    static void takeMapperAway(RealmFixture realm) {
        realm.admin().clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals("assume-impersonation"))
                .map(scope -> realm.admin().clientScopes().get(scope.getId()).getProtocolMappers())
                .forEach(mappers -> mappers.getMappers().forEach(mapper -> mappers.delete(mapper.getId())));
    }

    private static ProtocolMapperRepresentation mapper(
            String protocol, String type, String name, Map<String, String> config) {
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName(type + " says " + name);
        mapper.setProtocol(protocol);
        mapper.setProtocolMapper(type);
        mapper.setConfig(config);
        return mapper;
    }
}
