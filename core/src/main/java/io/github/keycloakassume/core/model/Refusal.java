package io.github.keycloakassume.core.model;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Why something was refused. Modules have refusals of their own; those that more than one of them needs are here.
 *
 * @param key stable: the {@code errorMessage} of REST answers, the reason in the trail and a row of {@code docs/errors.md}
 * @param status the HTTP status that goes with it
 */
public record Refusal(String key, int status) {

    private static final Pattern KEY = Pattern.compile("[a-z]+(-[a-z]+)*");

    /** The caller is himself impersonated; impersonated callers decide and start nothing. */
    public static final Refusal IMPERSONATED = new Refusal("impersonated", 403);

    /** No user of this realm has that id, username or e-mail. */
    public static final Refusal USER_NOT_FOUND = new Refusal("user-not-found", 404);

    /** More than one user answers to that name. */
    public static final Refusal USER_AMBIGUOUS = new Refusal("user-ambiguous", 409);

    /** No reason was given. */
    public static final Refusal REASON_REQUIRED = new Refusal("reason-required", 400);

    /** The reason is too long or has control characters. */
    public static final Refusal REASON_INVALID = new Refusal("reason-invalid", 400);

    /** The caller's login is too old or too weak for the realm's settings (RFC 9470). */
    public static final Refusal INSUFFICIENT_USER_AUTHENTICATION = new Refusal("insufficient-user-authentication", 401);

    /** A setting is out of its range. */
    public static final Refusal SETTING_INVALID = new Refusal("setting-invalid", 400);

    /** A change names no version to be made upon. */
    public static final Refusal VERSION_REQUIRED = new Refusal("version-required", 400);

    /** Somebody else has changed it since. */
    public static final Refusal VERSION_STALE = new Refusal("version-stale", 409);

    /** The caller has no right to see or change this. */
    public static final Refusal NOT_ALLOWED = new Refusal("not-allowed", 403);

    /** There is no such mode. */
    public static final Refusal MODE_NOT_AVAILABLE = new Refusal("mode-not-available", 400);

    /** One of our roles was to be given by somebody who may not, or taken where it protects. */
    public static final Refusal ROLE_NOT_YOURS_TO_GIVE = new Refusal("role-not-yours-to-give", 403);

    /** Client scope {@code impersonate} is for confidential clients of administrators alone. */
    public static final Refusal SCOPE_NOT_FOR_CLIENT = new Refusal("scope-not-for-client", 403);

    /** Nobody has granted the caller access to this user. */
    public static final Refusal GRANT_REQUIRED = new Refusal("grant-required", 403);

    /** The caller's token does not tell by which login it came about, so it cannot be ruled out that they are vendor. */
    public static final Refusal LOGIN_UNKNOWN = new Refusal("login-unknown", 403);

    /** There are so many already that nobody means more. */
    public static final Refusal TOO_MANY = new Refusal("too-many", 409);

    /** The caller has done this so often within an hour that they have to wait. */
    public static final Refusal TOO_MANY_REQUESTS = new Refusal("too-many-requests", 429);

    public Refusal {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not a key of a refusal: " + key);
        }
        if (status < 400 || status > 499) {
            throw new IllegalArgumentException("not a status of a refusal: " + status);
        }
    }

    /** All constants of a class that lists refusals. */
    public static List<Refusal> listedIn(Class<?> constants) {
        return Arrays.stream(constants.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Refusal.class)
                .map(Refusal::constant)
                .toList();
    }

    private static Refusal constant(Field field) {
        try {
            return (Refusal) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException("refusals are listed for all to read: " + field, e);
        }
    }
}
