package io.github.keycloakassume.impersonation.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.ssf.transmitter.DefaultSsfTransmitterProviderFactory;
import org.keycloak.ssf.transmitter.SsfTransmitterContext;
import org.keycloak.ssf.transmitter.event.SecurityEventTokenMapper;

/** Keycloak's own transmitter, but for what its signals say. */
final class EndSignalsTransmitter extends DefaultSsfTransmitterProviderFactory {

    @Override
    public SecurityEventTokenMapper createMapper(KeycloakSession session, SsfTransmitterContext context) {
        return new EndSignals(session, context.config(), context.issuerUrlFactory());
    }
}
