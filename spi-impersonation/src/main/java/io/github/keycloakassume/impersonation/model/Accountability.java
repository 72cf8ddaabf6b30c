package io.github.keycloakassume.impersonation.model;

import io.github.keycloakassume.core.model.BoundedText;
import io.github.keycloakassume.core.model.Reason;
import io.github.keycloakassume.core.model.Refusal;
import io.github.keycloakassume.core.model.RefusedException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What impersonators have to say about why they act.
 *
 * @param reasonRequired whether a reason must be given
 * @param ticketPattern regular expression of Java that the ticket must match from end to end, so that one must be named;
 *     at most 255 characters; null when any will do, or none
 */
public record Accountability(
        boolean reasonRequired, @Nullable String ticketPattern) {

    private static final int LONGEST_PATTERN = 255;

    /** As the columns hold it. */
    private static final int LONGEST_TICKET = 255;

    /** A reason, and whatever ticket. */
    public static final Accountability REASON = new Accountability(true, null);

    public Accountability {
        if (ticketPattern != null && !isPattern(ticketPattern)) {
            throw new RefusedException(Refusal.SETTING_INVALID, "ticketPattern");
        }
    }

    /**
     * The reason that was given, null when none was and none need be.
     *
     * @throws RefusedException {@code reason-required} or {@code reason-invalid}
     */
    public @Nullable Reason reason(@Nullable String text) {
        boolean none = text == null || text.isBlank();
        return none && !reasonRequired ? null : Reason.parse(text);
    }

    /**
     * The ticket that was named, null when none was and none need be.
     *
     * @throws RefusedException {@code ticket-reference-invalid} with the pattern that it does not match, also when it is longer than
     *     255 UTF-16 units
     */
    public @Nullable String ticket(@Nullable String text) {
        String ticket = text == null ? "" : text.strip();
        if (ticketPattern != null && !isOf(ticketPattern, ticket)) {
            throw new RefusedException(ImpersonationRefusal.TICKET_REFERENCE_INVALID, ticketPattern);
        }
        if (ticket.length() > LONGEST_TICKET) {
            throw new RefusedException(ImpersonationRefusal.TICKET_REFERENCE_INVALID, ".{0," + LONGEST_TICKET + "}");
        }
        return ticket.isEmpty() ? null : ticket;
    }

    /** A pattern that does not come to an end is not matched: it would hold a thread of all realms. */
    private static boolean isOf(String pattern, String ticket) {
        try {
            return Pattern.matches(pattern, new BoundedText(ticket));
        } catch (BoundedText.ExhaustedException | StackOverflowError e) {
            return false;
        }
    }

    private static boolean isPattern(String text) {
        try {
            return !text.isEmpty()
                    && text.length() <= LONGEST_PATTERN
                    && !Pattern.compile(text).pattern().isBlank();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
