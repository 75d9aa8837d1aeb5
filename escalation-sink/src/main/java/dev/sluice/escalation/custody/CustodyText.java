package dev.sluice.escalation.custody;

/**
 * Text in the log: no control characters and no halves of surrogate pairs, so that its canonical form is the same with
 * every JSON library; and no longer than its limit, so that a line stays one.
 */
final class CustodyText {
    private CustodyText() {}

    /** Refuses what may not be in the log, and blanks. */
    static String require(String what, String text, int longest) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " is blank; allowed: up to " + longest + " printable characters");
        }
        return allow(what, text, longest);
    }

    /** Refuses what may not be in the log; empty is fine. */
    static String allow(String what, String text, int longest) {
        if (text.length() > longest) {
            throw new IllegalArgumentException(
                    what + " has " + text.length() + " characters; allowed: up to " + longest);
        }
        if (text.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw new IllegalArgumentException(what + " holds a control character; allowed: printable text");
        }
        return text;
    }
}
