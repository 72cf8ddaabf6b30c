package io.github.keycloakassume.onbehalfof;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A realm that signs with EdDSA. */
final class EdwardsSignaturesTest {

    private Realm realm;
    private Application application;

    @BeforeEach
    void start() {
        realm = new Realm();
        application = new Application(realm).start();
    }

    @AfterEach
    void stop() {
        application.close();
        realm.close();
    }

    static Stream<Curve> curves() {
        return Stream.of(Curve.Ed25519, Curve.Ed448);
    }

    @ParameterizedTest
    @MethodSource("curves")
    void theActorsTokenAndTheEndUsersAreTaken(Curve curve) {
        EdwardsKeyPair key = EdwardsKeyPair.of(curve);
        realm.signsWith(key);

        HttpResponse<String> answer = get(key.sign(realm.actorClaims()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body().lines())
                .contains("principal=alice-id", "acting=user=alice-id actor=agent (agent-id) impersonation=imp-1");
    }

    @ParameterizedTest
    @MethodSource("curves")
    void theSignatureOfAnotherKeyIsNone(Curve curve) {
        realm.signsWith(EdwardsKeyPair.of(curve));

        assertNotTaken(EdwardsKeyPair.of(curve).sign(realm.actorClaims()));
    }

    @Test
    void aTokenThatWasChangedIsNone() {
        EdwardsKeyPair key = EdwardsKeyPair.of(Curve.Ed25519);
        realm.signsWith(key);
        String[] parts = key.sign(realm.actorClaims()).split("\\.", -1);
        JWTClaimsSet another =
                new JWTClaimsSet.Builder(realm.actorClaims()).subject("another").build();

        assertNotTaken(parts[0] + "." + Base64URL.encode(another.toString()) + "." + parts[2]);
        assertNotTaken(parts[0] + "." + parts[1] + ".");
        assertNotTaken(parts[0] + "." + parts[1] + "." + parts[2].substring(8));
    }

    @Test
    void aHeaderThatWantsMoreToBeUnderstoodIsRefused() {
        EdwardsKeyPair key = EdwardsKeyPair.of(Curve.Ed25519);
        realm.signsWith(key);
        JWSHeader wanting = key.header()
                .customParam("more", true)
                .criticalParams(Set.of("more"))
                .build();

        assertNotTaken(key.sign(wanting, realm.actorClaims()));
    }

    @Test
    void aKeyOfAnotherAlgorithmIsNotTakenForOne() {
        realm.signsWith(EdwardsKeyPair.of(Curve.Ed25519));

        assertNotTaken(EdwardsKeyPair.of(Curve.Ed448).sign(realm.actorClaims()));
    }

    private HttpResponse<String> get(String token) {
        return application.get("/probe", token, "alice");
    }

    private void assertNotTaken(String token) {
        assertThat(get(token).statusCode()).isEqualTo(401);
        assertThat(realm.exchanges()).isEmpty();
    }
}
