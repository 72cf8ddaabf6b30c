package io.github.keycloakassume.onbehalfof;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a request asks for by its headers: the end user, and the reason and ticket that some realms demand.
 *
 * @param user id, user name or e-mail address, as the header has it
 */
record Wish(String user, Optional<String> reason, Optional<String> ticket) {

    /** The longest name, in characters, as Keycloak's columns have it. */
    static final int LONGEST_USER = 255;

    static final int LONGEST_TICKET = 255;

    /** The longest reason that the realm takes. */
    static final int LONGEST_REASON = 2_000;

    /**
     * Reads the wish.
     *
     * @throws RefusedException 400 where a header comes twice, is empty, too long, has characters other than printable
     *     ASCII, or is spelled with underscores: none of it is guessed at
     */
    static Wish read(RequestHeaders headers) {
        if (headers.haveUnderscores()) {
            throw malformed(HeaderNames.ON_BEHALF_OF + ", " + HeaderNames.REASON + " and " + HeaderNames.TICKET
                    + " are spelled with hyphens");
        }
        String user = one(headers, HeaderNames.ON_BEHALF_OF, LONGEST_USER)
                .orElseThrow(() -> malformed(HeaderNames.ON_BEHALF_OF + " is missing"));
        return new Wish(
                user,
                one(headers, HeaderNames.REASON, LONGEST_REASON),
                one(headers, HeaderNames.TICKET, LONGEST_TICKET));
    }

    Wish withDefaultReason(Optional<String> reasonOfSettings) {
        return new Wish(user, reason.or(() -> reasonOfSettings), ticket);
    }

    private static Optional<String> one(RequestHeaders headers, String name, int longest) {
        List<String> values = headers.all(name);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw malformed(name + " was sent more than once");
        }
        // Blanks around a value are not part of it (RFC 9110 section 5.5); containers differ in whether they are left.
        String value = strip(values.get(0));
        if (value.isEmpty()) {
            throw malformed(name + " is empty");
        }
        if (value.length() > longest) {
            throw malformed(name + " is longer than " + longest + " characters");
        }
        if (unexpected(value).isPresent()) {
            throw malformed(name + " has characters other than printable ASCII");
        }
        return Optional.of(value);
    }

    private static String strip(String value) {
        int from = 0;
        int to = value.length();
        while (from < to && isBlank(value.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(value.charAt(to - 1))) {
            to--;
        }
        return value.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static OptionalInt unexpected(String value) {
        return value.chars().filter(c -> c < ' ' || c > '~').findFirst();
    }

    private static RefusedException malformed(String why) {
        return new RefusedException(Refusal.malformed(why));
    }
}
