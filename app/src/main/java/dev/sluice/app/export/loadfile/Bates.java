package dev.sluice.app.export.loadfile;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How sheets are numbered.
 *
 * @param prefix before the number
 * @param start the first number
 * @param digits how many digits at least
 */
public record Bates(String prefix, long start, int digits) {
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_&-]{0,20}");
    private static final long HIGHEST = 999_999_999_999L;
    private static final int MOST_DIGITS = 12;

    /** Refuses what review platforms do not take. */
    public Bates {
        if (!PREFIX.matcher(prefix).matches() || prefix.isEmpty()) {
            throw new IllegalArgumentException("Bates prefix '" + prefix.replaceAll("\\p{C}", "?")
                    + "'; allowed: 1 to 20 of letters, digits, _ & -");
        }
        if (start < 1 || start > HIGHEST) {
            throw new IllegalArgumentException("Bates start is " + start + "; allowed: 1 to " + HIGHEST);
        }
        if (digits < 1 || digits > MOST_DIGITS) {
            throw new IllegalArgumentException("Bates digits are " + digits + "; allowed: 1 to " + MOST_DIGITS);
        }
    }

    /** A number as it is printed. */
    public String text(long number) {
        return prefix + String.format(Locale.ROOT, "%0" + digits + "d", number);
    }
}
