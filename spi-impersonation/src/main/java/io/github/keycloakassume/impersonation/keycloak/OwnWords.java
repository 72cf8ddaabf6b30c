package io.github.keycloakassume.impersonation.keycloak;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/**
 * What a user's account says of the user: their id, their names and the values of all of their attributes. Of these a mapper
 * may write any under any claim; what else it writes (a fixed value, a note of the session) may be another user's.
 */
final class OwnWords {

    private final Set<String> words = new HashSet<>();
    private final Map<String, @Nullable String> usual = new HashMap<>();

    OwnWords(UserModel user) {
        usual.put("name", fullName(user));
        usual.put("given_name", user.getFirstName());
        usual.put("family_name", user.getLastName());
        usual.put("preferred_username", user.getUsername());
        usual.put("email", user.getEmail());
        words.add(user.getId());
        usual.values().stream().filter(Objects::nonNull).forEach(words::add);
        user.getAttributes().values().stream().flatMap(Collection::stream).forEach(words::add);
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
