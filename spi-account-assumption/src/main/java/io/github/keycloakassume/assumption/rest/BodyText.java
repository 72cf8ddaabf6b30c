package io.github.keycloakassume.assumption.rest;

import io.github.keycloakassume.assumption.model.TargetWish;
import io.github.keycloakassume.assumption.model.TermsWish;
import io.github.keycloakassume.core.rest.InvalidBodyException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What names in a body may look like, before anything is looked up by them. */
final class BodyText {

    private static final int LONGEST_NAME = 255;
    private static final int MOST_NAMES = 100;

    private BodyText() {}

    static TargetWish target(@Nullable String scope, @Nullable String organization, @Nullable String user)
            throws InvalidBodyException {
        requireName(organization, "organization");
        requireName(user, "user");
        return new TargetWish(scope, organization, user);
    }

    static TermsWish terms(TermsWish wish) throws InvalidBodyException {
        requireNames(wish.subjectRoles(), "subjectRoles");
        requireNames(wish.allow(), "allow");
        return wish;
    }

    static Map<String, String> grantee(@Nullable Map<String, @Nullable String> grantee) throws InvalidBodyException {
        if (grantee == null) {
            return Map.of();
        }
        if (grantee.isEmpty()) {
            // Left out it means every vendor, or whom it named before: an empty one can mean neither.
            throw invalid("grantee");
        }
        for (@Nullable String name : grantee.values()) {
            if (name == null) {
                throw invalid("grantee");
            }
            requireName(name, "grantee");
        }
        return Map.copyOf(grantee);
    }

    /** A text that may be empty, of one line. */
    static void requireText(@Nullable String text, String field, int longest) throws InvalidBodyException {
        if (text != null && (text.length() > longest || text.chars().anyMatch(Character::isISOControl))) {
            throw invalid(field);
        }
    }

    private static void requireNames(@Nullable List<String> names, String field) throws InvalidBodyException {
        if (names != null) {
            if (names.size() > MOST_NAMES || names.stream().anyMatch(Objects::isNull)) {
                throw invalid(field);
            }
            for (String name : names) {
                requireName(name, field);
            }
        }
    }

    private static void requireName(@Nullable String name, String field) throws InvalidBodyException {
        if (name != null && name.isBlank()) {
            throw invalid(field);
        }
        requireText(name, field, LONGEST_NAME);
    }

    private static InvalidBodyException invalid(String field) {
        return new InvalidBodyException(400, "invalid-field", field);
    }
}
