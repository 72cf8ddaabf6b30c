package io.github.keycloakassume.impersonation.keycloak;

import io.github.keycloakassume.core.model.IdText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.Attributes;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;

/**
 * What a user's account says of the user: their id, their names and the values of all of their attributes. Of these a mapper
 * may write any under any claim; what else it writes (a fixed value, a note of the session) may be another user's.
 */
final class OwnWords {

    /** Who registers chooses these, whatever they may do later. */
    private static final Set<String> NAMES =
            Set.of(UserModel.USERNAME, UserModel.FIRST_NAME, UserModel.LAST_NAME, UserModel.EMAIL);

    private final Set<String> words = new HashSet<>();
    private final KeycloakSession session;
    private final UserModel user;
    private final Map<String, @Nullable String> usual = new HashMap<>();

    OwnWords(KeycloakSession session, UserModel user) {
        this.session = session;
        this.user = user;
        usual.put("name", fullName(user));
        usual.put("given_name", user.getFirstName());
        usual.put("family_name", user.getLastName());
        usual.put("preferred_username", user.getUsername());
        usual.put("email", user.getEmail());
        // The principal's name to receivers of MicroProfile JWT, and of introspection.
        usual.put("upn", user.getUsername());
        usual.put("username", user.getUsername());
        words.add(user.getId());
        usual.values().stream().filter(Objects::nonNull).forEach(words::add);
        user.getAttributes().values().forEach(words::addAll);
    }

    /** As Keycloak's mapper of full names writes it ({@code FullNameMapper}); null without either name. */
    private static @Nullable String fullName(UserModel user) {
        String name = String.join(
                " ",
                Stream.of(user.getFirstName(), user.getLastName())
                        .filter(part -> part != null && !part.isEmpty())
                        .toList());
        return name.isEmpty() ? null : name;
    }

    /**
     * Whether a subject is a value of the account. One of the form of an id may be another user's, here or in another realm: it must be
     * one that users cannot write themselves.
     */
    boolean includeAsSubject(String subject) {
        return IdText.isLikeMadeByKeycloak(subject) ? isWrittenByOthers(subject) : include(subject);
    }

    private boolean isWrittenByOthers(String value) {
        Attributes profile = session.getProvider(UserProfileProvider.class)
                .create(UserProfileContext.ACCOUNT, user)
                .getAttributes();
        return user.getAttributes().entrySet().stream()
                .filter(attribute -> attribute.getValue().contains(value))
                .map(Map.Entry::getKey)
                .anyMatch(name -> !NAMES.contains(name) && profile.isReadOnly(name));
    }

    boolean include(Object value) {
        return value instanceof String word && words.contains(word);
    }

    /** Puts the user's own in place of what names another one; takes it out where the user has none. */
    void restoreIn(Map<String, Object> claims) {
        usual.forEach((claim, own) -> {
            if (claims.containsKey(claim) && !include(claims.get(claim))) {
                if (own == null) {
                    claims.remove(claim);
                } else {
                    claims.put(claim, own);
                }
            }
        });
    }
}
