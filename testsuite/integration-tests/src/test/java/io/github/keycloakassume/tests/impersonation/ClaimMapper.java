package io.github.keycloakassume.tests.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakassume.testbed.RealmFixture;
import io.github.keycloakassume.testbed.TestClient;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** Claim mappers that an application has of its own. */
public final class ClaimMapper {

    private ClaimMapper() {}

    /** From now on access tokens of the application have that claim, always with this value. */
    public static void writes(RealmFixture realm, TestClient client, String claim, String value) {
        add(
                realm,
                client,
                claim,
                "oidc-hardcoded-claim-mapper",
                Map.of(
                        "claim.name", claim,
                        "claim.value", value,
                        "jsonType.label", "String"));
    }

    /** From now on the application knows its users by pairwise subjects. */
    static void writesPairwiseSubjects(RealmFixture realm, TestClient client) {
        add(realm, client, "pairwise", "oidc-sha256-pairwise-sub-mapper", Map.of("pairwiseSubAlgorithmSalt", "salt"));
    }

    private static void add(
            RealmFixture realm, TestClient client, String name, String type, Map<String, String> config) {
        var mapper = new ProtocolMapperRepresentation();
        mapper.setName(name);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper(type);
        mapper.setConfig(new HashMap<>(config));
        mapper.getConfig().put("access.token.claim", "true");
        try (var response =
                realm.admin().clients().get(client.id()).getProtocolMappers().createMapper(mapper)) {
            assertThat(response.getStatus()).isEqualTo(201);
        }
    }
}
