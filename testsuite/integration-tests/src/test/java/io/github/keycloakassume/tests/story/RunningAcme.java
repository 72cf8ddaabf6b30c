package io.github.keycloakassume.tests.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloakassume.demo.DemoRealm;
import io.github.keycloakassume.demo.sample.SampleApplication;
import io.github.keycloakassume.testbed.Mailbox;
import io.github.keycloakassume.testbed.RunningKeycloak;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RealmRepresentation;

/** The demo's realm on the server of the tests, with its sample application; closing takes both away. */
final class RunningAcme implements AutoCloseable {

    private final RealmResource realm;
    private final SampleApplication application;

    private RunningAcme(RealmResource realm, SampleApplication application) {
        this.realm = realm;
        this.application = application;
    }

    static RunningAcme on(RunningKeycloak server, Keycloak admin, Mailbox mailbox) throws JsonProcessingException {
        SampleApplication application = SampleApplication.bind(0);
        DemoRealm demo = new DemoRealm(application.url(), server.testHost(), mailbox.port());
        admin.realms().create(new ObjectMapper().readValue(demo.json(), RealmRepresentation.class));
        application.serve(server.baseUrl(), DemoRealm.NAME);
        return new RunningAcme(admin.realm(DemoRealm.NAME), application);
    }

    RealmResource realm() {
        return realm;
    }

    SampleApplication application() {
        return application;
    }

    @Override
    public void close() {
        application.close();
        realm.remove();
    }
}
