package io.github.keycloakassume.impersonation.model;

import io.github.keycloakassume.core.model.ActingClaims;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of claims and attributes that receivers may take for {@code act} or {@code impersonation}, and therefore none but
 * this extension may write. Receivers compare names less strictly than the standards: Go's {@code encoding/json} and .NET
 * ignore case (Go by Unicode's folding), SAML libraries trim white space, and some know an attribute by the last part of
 * its URI or by a path of members.
 */
public final class ReservedNames {

    private static final Set<String> RESERVED = Set.of(ActingClaims.ACT, ActingClaims.IMPERSONATION);

    /** What may follow the name of an object in a path to one of its members. */
    private static final String PATH_SEPARATORS = ".:/#[";

    private static final List<Character> URI_SEPARATORS = List.of('/', '#', ':');

    private ReservedNames() {}

    /** Whether some receiver may take the name for one of ours, or for a member of one of ours. */
    public static boolean covers(@Nullable String name) {
        if (name == null) {
            return false;
        }
        String normal = normal(name);
        return RESERVED.stream()
                .anyMatch(reserved -> isOrBelow(normal, reserved) || isOrBelow(lastPart(normal), reserved));
    }

    /**
     * The name as the least strict receiver compares it: compatibility forms composed (NFKC), without white space, control
     * and invisible characters, in one case.
     */
    public static String normal(String name) {
        StringBuilder visible = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKC)
                .codePoints()
                .filter(ReservedNames::isVisible)
                .forEach(visible::appendCodePoint);
        return visible.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static boolean isVisible(int codePoint) {
        return !Character.isWhitespace(codePoint)
                && !Character.isSpaceChar(codePoint)
                && !Character.isISOControl(codePoint)
                && Character.getType(codePoint) != Character.FORMAT;
    }

    private static boolean isOrBelow(String name, String reserved) {
        return name.startsWith(reserved)
                && (name.length() == reserved.length() || PATH_SEPARATORS.indexOf(name.charAt(reserved.length())) >= 0);
    }

    private static String lastPart(String name) {
        return name.substring(
                1 + URI_SEPARATORS.stream().mapToInt(name::lastIndexOf).max().orElse(-1));
    }
}
