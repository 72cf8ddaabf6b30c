package io.github.keycloakassume.demo.sample;

import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The identity provider: where its endpoints are is asked once, when it is first needed. */
final class OidcProvider {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Issuer issuer;
    private volatile @Nullable OIDCProviderMetadata metadata;

    OidcProvider(URI issuer) {
        this.issuer = new Issuer(issuer);
    }

    URI issuer() {
        return URI.create(issuer.getValue());
    }

    OIDCProviderMetadata metadata() throws OidcException {
        OIDCProviderMetadata known = metadata;
        if (known == null) {
            try {
                known = OIDCProviderMetadata.resolve(issuer, TIMEOUT_MILLIS, TIMEOUT_MILLIS);
            } catch (GeneralException | IOException e) {
                throw new OidcException("The identity provider's configuration cannot be read", e);
            }
            metadata = known;
        }
        return known;
    }
}
