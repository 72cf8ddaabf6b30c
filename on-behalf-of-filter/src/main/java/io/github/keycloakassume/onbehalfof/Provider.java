package io.github.keycloakassume.onbehalfof;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import net.minidev.json.JSONObject;

/** What the authorization server's discovery document says (OpenID Connect Discovery 1.0 section 3). */
record Provider(URI tokenEndpoint, URI keys) {

    /**
     * Reads it.
     *
     * @throws IOException when it is of another issuer, or names addresses that are not safe to send tokens to
     */
    static Provider parse(String document, URI issuer) throws IOException {
        try {
            JSONObject json = JSONObjectUtils.parse(document);
            if (!JSONObjectUtils.getString(json, "issuer").equals(issuer.toString())) {
                throw new IOException("The discovery document is that of another issuer");
            }
            return new Provider(
                    SafeAddress.require(JSONObjectUtils.getURI(json, "token_endpoint")),
                    SafeAddress.require(JSONObjectUtils.getURI(json, "jwks_uri")));
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException("The discovery document is not usable: " + e.getMessage(), e);
        }
    }
}
