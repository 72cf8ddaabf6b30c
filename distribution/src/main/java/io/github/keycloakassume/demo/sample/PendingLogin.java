package io.github.keycloakassume.demo.sample;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;

/** A login that was sent to the identity provider and has not come back. */
record PendingLogin(State state, Nonce nonce, CodeVerifier verifier) {

    static PendingLogin begin() {
        return new PendingLogin(new State(), new Nonce(), new CodeVerifier());
    }
}
