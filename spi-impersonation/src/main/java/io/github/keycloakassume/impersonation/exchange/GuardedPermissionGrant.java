package io.github.keycloakassume.impersonation.exchange;

import io.github.keycloakassume.impersonation.keycloak.PresentedToken;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.protocol.oidc.grants.PermissionGrantType;

/**
 * Keycloak's UMA grant, which asks the owner of a resource for access where there is none yet: not for somebody who acts
 * as the user, for the request would stay there in the user's name.
 */
final class GuardedPermissionGrant extends PermissionGrantType {

    /** What {@link PermissionGrantType} reads, with true for absent. */
    private static final String SUBMIT_REQUEST = "submit_request";

    @Override
    public Response process(Context context) {
        List<PresentedToken> impersonated = presented(context)
                .map(encoded -> new PresentedToken(context.getSession(), encoded))
                .filter(PresentedToken::isImpersonated)
                .toList();
        if (!impersonated.isEmpty()) {
            // Keycloak's event names no session, and so nobody who acts.
            impersonated.stream()
                    .flatMap(token -> token.verifiedSession().stream())
                    .findFirst()
                    .ifPresent(context.getEvent()::session);
            MultivaluedHashMap<String, String> parameters = new MultivaluedHashMap<>(context.getFormParams());
            parameters.putSingle(SUBMIT_REQUEST, "false");
            context.setFormParams(parameters);
        }
        return super.process(context);
    }

    /** Every token that may stand for the user. */
    private static Stream<String> presented(Context context) {
        MultivaluedMap<String, String> parameters = context.getFormParams();
        return Stream.of(
                        Stream.ofNullable(context.getHeaders().getHeaderString(HttpHeaders.AUTHORIZATION))
                                .map(header -> header.substring(header.indexOf(' ') + 1)
                                        .strip()),
                        Stream.ofNullable(parameters.getFirst("subject_token")),
                        Stream.ofNullable(parameters.getFirst("claim_token")))
                .flatMap(tokens -> tokens);
    }
}
