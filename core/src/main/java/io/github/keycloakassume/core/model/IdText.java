package io.github.keycloakassume.core.model;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a caller sends as the id of something, before anything is looked up by it. */
public final class IdText {

    private static final int LONGEST = 255;

    private static final String UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    /** As Keycloak makes them: a UUID, or for what another store keeps {@code f:}, the id of that store and its own id. */
    private static final Pattern MADE_BY_KEYCLOAK = Pattern.compile(UUID + "|f:[^:]{1,36}:.{1,200}");

    /** What a comparison may skip: spaces, what cannot be seen, and accents, which are apart from their letters. */
    private static final Pattern NOT_PLAIN = Pattern.compile("[^!-~]");

    private IdText() {}

    /**
     * Whether a look-up by it gives something or nothing, and never fails: databases do not take every character, columns
     * are 255 characters long, and Keycloak's parser of ids with {@code f:} ({@code StorageId}) expects two parts behind it.
     */
    public static boolean isPossible(String text) {
        return !text.isBlank() && canBeStored(text) && (!text.startsWith("f:") || text.indexOf(':', 2) > 0);
    }

    /**
     * Whether a database takes it as a parameter: PostgreSQL fails on a NUL character, and half of a surrogate pair is no
     * character of any database. Null cannot.
     */
    public static boolean canBeStored(@Nullable String text) {
        return text != null && text.length() <= LONGEST && text.codePoints().noneMatch(IdText::isNoCharacter);
    }

    private static boolean isNoCharacter(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }

    /** Whether it looks like the id of a role, a group or an organization: only users may be kept by another store. */
    public static boolean isUuid(String text) {
        return text.matches(UUID);
    }

    /**
     * Whether a storage might take it for such an id: databases compare letters, digits and spaces in their own ways, and ids
     * of other stores may be longer than ours can be.
     */
    public static boolean isLikeMadeByKeycloak(String text) {
        String plain = NOT_PLAIN
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("");
        return isUuid(plain) || plain.startsWith("f:") || plain.startsWith("F:");
    }

    /** Whether it looks like the id of a user and not like a name. */
    public static boolean isMadeByKeycloak(String text) {
        return isPossible(text) && MADE_BY_KEYCLOAK.matcher(text).matches();
    }
}
