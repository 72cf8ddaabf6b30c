package io.github.keycloakassume.impersonation.keycloak;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.keycloakassume.core.keycloak.AdminCaller;
import io.github.keycloakassume.core.keycloak.TokenLogin;
import io.github.keycloakassume.impersonation.model.ReachedLevel;
import io.github.keycloakassume.impersonation.model.StepUp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.authenticators.util.LoAUtil;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.utils.AcrUtils;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.util.JsonSerialization;

/**
 * How good a login session's own authentication was, by what Keycloak noted on it ({@code AcrStore}). Of a login through an
 * identity provider that is when the provider authenticated the person, not when they came from there
 * ({@link BrokeredLogin}).
 */
public final class LoginStrength implements StepUp.Login {

    private static final StepUp.Login NO_LOGIN = new StepUp.Login() {
        @Override
        public @Nullable Instant authenticatedAt() {
            return null;
        }

        @Override
        public @Nullable Integer levelOf(String authenticationContextClass) {
            return null;
        }

        @Override
        public List<ReachedLevel> levels() {
            return List.of();
        }
    };

    /** What Keycloak calls any login with a credential where no level is configured ({@code LoAUtil}). */
    private static final int SOME_CREDENTIAL = 1;

    /** Until some time in the year 5138. */
    private static final Pattern EPOCH_SECOND = Pattern.compile("[0-9]{1,11}");

    private final KeycloakSession session;
    private final UserSessionModel login;

    public LoginStrength(KeycloakSession session, UserSessionModel login) {
        this.session = session;
        this.login = login;
    }

    /** How good the login of a caller was; one without session was none. */
    public static StepUp.Login of(KeycloakSession session, AdminCaller caller) {
        return caller.loginSession()
                .<StepUp.Login>map(login -> new LoginStrength(session, login))
                .orElse(NO_LOGIN);
    }

    @Override
    public @Nullable Instant authenticatedAt() {
        Instant noted = notedAt(login);
        if (noted == null || !isBrokered()) {
            return noted;
        }
        return TokenLogin.identityProvider(login)
                .flatMap(alias -> new BrokeredLogin(session, login, alias).authenticatedAt(noted))
                .orElse(null);
    }

    /** A mapper may take the note away in a token exchange of Keycloak's V1, but not what the session was opened with. */
    private boolean isBrokered() {
        return TokenLogin.identityProvider(login).isPresent() || login.getBrokerUserId() != null;
    }

    /**
     * When Keycloak says that the person of that session authenticated, by whatever way they came
     * ({@code AuthenticationManager.redirectAfterSuccessfulFlow}, {@code CibaGrantType}); null where it says nothing.
     */
    public static @Nullable Instant notedAt(UserSessionModel login) {
        String authTime = login.getNote(AuthenticationManager.AUTH_TIME);
        // A mapper may have written anything: what is no time says nothing.
        return authTime == null || !EPOCH_SECOND.matcher(authTime).matches()
                ? null
                : Instant.ofEpochSecond(Long.parseLong(authTime));
    }

    /** By the numbers that the realm maps its authentication context classes to; one that has none stands for itself. */
    @Override
    public @Nullable Integer levelOf(String authenticationContextClass) {
        Integer mapped = AcrUtils.getAcrLoaMap(login.getRealm()).get(authenticationContextClass);
        if (mapped != null) {
            return mapped;
        }
        return authenticationContextClass.chars().allMatch(Character::isDigit)
                        && authenticationContextClass.length() < 10
                ? Integer.valueOf(authenticationContextClass)
                : null;
    }

    /** Where the flow knows no levels, a login with any credential is the first, as in the tokens that Keycloak issues. */
    @Override
    public List<ReachedLevel> levels() {
        Instant authenticatedAt = authenticatedAt();
        if (authenticatedAt == null) {
            return List.of();
        }
        Map<Integer, Integer> maxAges = LoAUtil.getLoaMaxAgesConfiguredInRealmBrowserFlow(login.getRealm());
        if (maxAges.isEmpty()) {
            return List.of(new ReachedLevel(SOME_CREDENTIAL, authenticatedAt, null));
        }
        boolean brokered = isBrokered();
        return noted().entrySet().stream()
                .filter(noted -> noted.getValue() != null)
                .filter(noted -> !brokered || isReachedByAnApplication(noted.getKey()))
                .map(noted -> new ReachedLevel(
                        noted.getKey(),
                        noLater(noted.getValue(), authenticatedAt),
                        Duration.ofSeconds(maxAges.getOrDefault(noted.getKey(), 0))))
                .toList();
    }

    /**
     * A mapper of an identity provider may write any note of the session ({@code BrokeredIdentityContext.setSessionNote}), and
     * so the map of levels; what Keycloak itself has counted stands on the applications' sessions too.
     */
    private boolean isReachedByAnApplication(int level) {
        return login.getAuthenticatedClientSessions().values().stream()
                .anyMatch(application -> LoAUtil.getCurrentLevelOfAuthentication(application) >= level);
    }

    private static Instant noLater(long second, Instant authenticatedAt) {
        return Instant.ofEpochSecond(Math.max(0, Math.min(second, authenticatedAt.getEpochSecond())));
    }

    private Map<Integer, Long> noted() {
        String noted = login.getNote(Constants.LOA_MAP);
        if (noted == null) {
            return Map.of();
        }
        try {
            Map<Integer, Long> levels = JsonSerialization.readValue(noted, new TypeReference<Map<Integer, Long>>() {});
            return levels == null ? Map.of() : levels;
        } catch (IOException e) {
            // Not what Keycloak writes: it was brought by a mapper, and says nothing.
            return Map.of();
        }
    }
}
