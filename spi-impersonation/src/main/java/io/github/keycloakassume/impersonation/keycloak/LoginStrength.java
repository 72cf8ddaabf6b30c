package io.github.keycloakassume.impersonation.keycloak;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.keycloakassume.impersonation.model.StepUp;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Details;
import org.keycloak.models.Constants;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.utils.AcrUtils;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.util.JsonSerialization;

/** How good a login session's own authentication was, by what Keycloak noted on it ({@code AcrStore}). */
public final class LoginStrength implements StepUp.Login {

    /** What Keycloak calls any login with a credential where no level is configured ({@code LoAUtil}). */
    private static final int SOME_CREDENTIAL = 1;

    private final UserSessionModel login;

    public LoginStrength(UserSessionModel login) {
        this.login = login;
    }

    /** Alias of the identity provider a login came through, if it did. */
    static Optional<String> identityProvider(@Nullable UserSessionModel login) {
        return Optional.ofNullable(login).map(known -> known.getNote(Details.IDENTITY_PROVIDER));
    }

    @Override
    public @Nullable Instant authenticatedAt() {
        String authTime = login.getNote(AuthenticationManager.AUTH_TIME);
        return authTime == null ? null : Instant.ofEpochSecond(Long.parseLong(authTime));
    }

    /** By the numbers that the realm maps its authentication context classes to; one that has none is never reached. */
    @Override
    public boolean reaches(String authenticationContextClass) {
        return level(authenticationContextClass)
                .filter(required -> highest() >= required)
                .isPresent();
    }

    private Optional<Integer> level(String acr) {
        Integer mapped = AcrUtils.getAcrLoaMap(login.getRealm()).get(acr);
        if (mapped != null) {
            return Optional.of(mapped);
        }
        return acr.chars().allMatch(Character::isDigit) && acr.length() < 10
                ? Optional.of(Integer.valueOf(acr))
                : Optional.empty();
    }

    private int highest() {
        int least = authenticatedAt() == null ? Constants.MINIMUM_LOA : SOME_CREDENTIAL;
        return levels().keySet().stream().reduce(least, Math::max);
    }

    private Map<Integer, Integer> levels() {
        String noted = login.getNote(Constants.LOA_MAP);
        if (noted == null) {
            return Map.of();
        }
        try {
            return JsonSerialization.readValue(noted, new TypeReference<Map<Integer, Integer>>() {});
        } catch (IOException e) {
            throw new IllegalStateException("levels of authentication are not JSON: " + noted, e);
        }
    }
}
