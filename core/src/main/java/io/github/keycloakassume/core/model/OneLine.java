package io.github.keycloakassume.core.model;

import java.util.regex.Pattern;

/** Text that stays on its line: a name cannot write further lines into a mail. */
public final class OneLine {

    /** Control characters, and what ends a line without being one. */
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9F}\\x{2028}\\x{2029}]+");

    private OneLine() {}

    public static String of(String text) {
        return BREAKS.matcher(text).replaceAll(" ").strip();
    }
}
